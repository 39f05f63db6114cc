namespace CdcToSnowflake.Model;

/// <summary>A source table with one set of columns. Another set of columns of the same table is another instance with another <see cref="Shape"/>.</summary>
/// <param name="Schema">The source's schema (database) name, case kept.</param>
/// <param name="Name">The source's table name, case kept.</param>
/// <param name="Columns">The columns in the source's order, those too that files lack (<see cref="SourceColumn.Treatment"/>).</param>
/// <param name="Key">The names of the columns that identify a row, in key order, written as in <paramref name="Columns"/>; empty for a table without a key.</param>
public sealed record SourceTable(string Schema, string Name, IReadOnlyList<SourceColumn> Columns, IReadOnlyList<string> Key)
{
    private string? _shape;
    private SourceColumn[]? _written;

    /// <summary>The columns in the source's order, never changed afterwards.</summary>
    public IReadOnlyList<SourceColumn> Columns
    {
        get;
        init => (field, _shape, _written) = ([.. value], null, null);
    } = [.. Columns];

    /// <summary>The names of the key columns in key order, never changed afterwards.</summary>
    public IReadOnlyList<string> Key
    {
        get;
        init => (field, _shape) = ([.. value], null);
    } = [.. Key];

    /// <summary>What the files of the rows are. A part of the shape: what reads a path must know how it is written.</summary>
    /// <value>Default: <see cref="FileFormat.Parquet"/>.</value>
    public FileFormat Format
    {
        get;
        init => (field, _shape) = (value, null);
    }

    /// <summary>
    /// Whether the table is a log: each of its changes becomes a row of RAW and CI, with <c>_OP</c>, <c>_CUT</c> and <c>_SEQ</c>. Its <see cref="Key"/> is empty, though the source may have one.
    /// The same for all brands' tables of one CI table.
    /// </summary>
    /// <value>Default: false.</value>
    public bool IsAppendOnly
    {
        get;
        init => (field, _shape) = (value, null);
    }

    /// <summary>The columns that files have, in their order.</summary>
    internal IReadOnlyList<SourceColumn> Written => _written ??= [.. Columns.Where(column => column.IsWritten)];

    /// <summary>Where a column stands in <see cref="Written"/>.</summary>
    /// <param name="column">Its number in <see cref="Columns"/>.</param>
    internal int PlaceOf(int column)
    {
        int place = 0;
        for (int i = 0; i < column; i++)
        {
            place += Columns[i].IsWritten ? 1 : 0;
        }
        return place;
    }

    /// <summary>"v" and eight hexadecimal digits: a hash of all that is here but the names of table and schema. It needs no counter, so a restart, or a shape that comes back, finds its own path.</summary>
    public string Shape => _shape ??= TableShape.Of(this);

    /// <summary>Compares everything by value.</summary>
    /// <param name="other">The other table.</param>
    /// <returns>Whether both are the same table in the same shape.</returns>
    public bool Equals(SourceTable? other) =>
        other is not null && Schema == other.Schema && Name == other.Name && Format == other.Format && IsAppendOnly == other.IsAppendOnly && Columns.SequenceEqual(other.Columns) && Key.SequenceEqual(other.Key, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Schema, Name, Shape);

    /// <summary>Schema, table and shape, for messages.</summary>
    /// <returns>For example <c>shop.orders (v1a2b3c4d)</c>.</returns>
    public override string ToString() => $"{Schema}.{Name} ({Shape})";

    /// <summary>The table as the JSON that lies in the object store beside its files: stable, so the same table always gives the same bytes.</summary>
    /// <returns>UTF-8 JSON.</returns>
    public byte[] ToJson() => SourceTableJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="utf8Json">UTF-8 JSON.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ModelException">The text isn't such JSON, is of a newer version, or its shape isn't that of its columns.</exception>
    public static SourceTable FromJson(ReadOnlyMemory<byte> utf8Json) => SourceTableJson.Read(utf8Json);
}
