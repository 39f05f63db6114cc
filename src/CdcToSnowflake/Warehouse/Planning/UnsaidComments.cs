using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Warehouse.Planning;

/// <summary>What a table in the account says where its source says nothing.</summary>
/// <param name="Layout">The table.</param>
/// <param name="Table">The table's comment; null if that isn't to be taken away.</param>
/// <param name="Columns">The columns that have a comment, and what it is.</param>
internal sealed record UnsaidComments(TableLayout Layout, string? Table, IReadOnlyList<(LayoutColumn Column, string Comment)> Columns)
{
    public bool IsEmpty => Table is null && Columns.Count == 0;

    public static UnsaidComments In(TableLayout layout, IReadOnlyList<LayoutColumn> columns, TableFacts table) => new(
        layout,
        layout.Comment.Length == 0 && table.Comment.Length > 0 && table.Comment != layout.OwnComment ? table.Comment : null,
        [.. columns
            .Where(column => column.Comment.Length == 0 && table.Columns.TryGetValue(column.Name, out ColumnFacts? facts) && facts.Comment.Length > 0)
            .Select(column => (column, table.Columns[column.Name].Comment))]);

    /// <summary>Of a CI table: just what one of its RAW tables says in the same words, so that it came from there. The rest is somebody's own.</summary>
    public UnsaidComments SaidBy(Dictionary<ObjectName, UnsaidComments> raw)
    {
        List<(UnsaidComments Raw, Func<string, string> NameOf)> members = [.. Layout.Members!().Where(member => raw.ContainsKey(member.Raw)).Select(member => (raw[member.Raw], member.NameOf))];
        return new UnsaidComments(
            Layout,
            members.Any(member => member.Raw.Table is { } said && said == Table) ? Table : null,
            [.. Columns.Where(column => members.Any(member => member.Raw.Columns.Any(said => member.NameOf(said.Column.Name) == column.Column.Name && said.Comment == column.Comment)))]);
    }
}
