using CdcToSnowflake.Model;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>A table as its server defines it now.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Name">The name.</param>
/// <param name="Columns">All columns in order, invisible and generated ones too, as the binlog has them.</param>
/// <param name="Indexes">The unique indexes, the primary key first.</param>
internal sealed record QueriedTable(string Schema, string Name, IReadOnlyList<QueriedColumn> Columns, IReadOnlyList<UniqueIndex> Indexes)
{
    /// <summary>The primary key's columns in key order; empty without one.</summary>
    public IReadOnlyList<string> PrimaryKey => Indexes is [{ IsPrimary: true } primary, ..] ? primary.Columns : [];

    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name.Equals(column, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The table as the log of its rows would describe it.</summary>
    public SourceTable ToSourceTable(IEnumerable<int> key) => new(
        Schema, Name, [.. Columns.Select(column => new SourceColumn(column.Name, column.Form.Type, column.IsNullable) { Treatment = column.Treatment })], [.. key.Select(index => Columns[index].Name)]);

    /// <summary>The key's columns in the order of an index by which they can be read in chunks; null if there is none.</summary>
    public int[]? ReadingOrder(IReadOnlyList<int> key)
    {
        if (!key.All(index => Columns[index].IsOrdered))
        {
            return null;
        }

        var names = key.Select(index => Columns[index].Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Indexes.FirstOrDefault(index => index.IsWhole && names.SetEquals(index.Columns)) is { } found ? [.. found.Columns.Select(IndexOf)] : null;
    }
}
