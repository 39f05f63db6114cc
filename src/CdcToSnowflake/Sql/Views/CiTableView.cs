using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>A table of all brands as the merge into CI sees it.</summary>
internal sealed record CiTableView(ObjectName Ci, PlainText BrandColumn, IReadOnlyList<ColumnView> Columns, IReadOnlyList<PlainText> Key, IReadOnlyList<CiMemberView> Members)
{
    public static CiTableView Of(CiTable table, WarehouseModel model, SqlNames names) => new(
        names.CiTable(table),
        new PlainText(model.Names.BrandColumn),
        ColumnView.Of(table.Columns),
        [.. table.Key.Select(name => new PlainText(name))],
        [.. table.Members.Select(member => CiMemberView.Of(member, table, names))]);
}
