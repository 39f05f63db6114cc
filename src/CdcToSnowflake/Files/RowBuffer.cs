using CdcToSnowflake.Model;
using ParquetSharp.Schema;

namespace CdcToSnowflake.Files;

/// <summary>A table's rows in memory, column by column, until they go into a file.</summary>
internal sealed class RowBuffer
{
    private readonly BufferSize _size = new();

    public RowBuffer(SourceTable table, IReadOnlyList<IReadOnlyList<string>> labels, ZeroDatePolicy zeroDates, ColumnHash? hash)
    {
        Meta = new MetaColumns(_size);
        var key = table.Key.ToHashSet(StringComparer.Ordinal);
        Columns = new ColumnBuilder[table.Columns.Count];
        for (var i = 0; i < Columns.Length; i++)
        {
            Columns[i] = ColumnBuilders.For(new ColumnSpec(table.Columns[i], key.Contains(table.Columns[i].Name), labels[i]), zeroDates, hash, _size);
        }

        Written = [.. Columns.Where(column => column.Column.Column.IsWritten)];
    }

    /// <summary>The source's columns, those too that aren't written.</summary>
    public ColumnBuilder[] Columns { get; }

    /// <summary>The columns that files have.</summary>
    public ColumnBuilder[] Written { get; }

    /// <summary>The written columns whose values may have any size, by name.</summary>
    public IEnumerable<string> LargeNames => Written
        .Where(column => column is not HashColumn && column.Column.Type.Kind is SourceKind.Text or SourceKind.Blob or SourceKind.Json or SourceKind.Geometry)
        .Select(column => column.Column.Name);

    public MetaColumns Meta { get; }

    public int Rows => Meta.Rows;

    public long Bytes => _size.Bytes;

    /// <summary>The columns in a Parquet file's schema; made anew for each file, which takes them over.</summary>
    public IEnumerable<Node> MakeNodes() => [.. Written.Select(column => column.MakeNode()), .. MetaColumns.MakeNodes()];

    /// <summary>Forgets the rows and keeps the memory.</summary>
    public void Clear()
    {
        foreach (var column in Written)
        {
            column.Clear();
        }

        Meta.Clear();
        _size.Bytes = 0;
    }
}
