using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>A table of all brands as the merge into CI sees it, or as the reconciliation of one brand does.</summary>
internal sealed record CiTableView(ObjectName Ci, PlainText BrandColumn, IReadOnlyList<ColumnView> Columns, IReadOnlyList<PlainText> Key, IReadOnlyList<CiMemberView> Members)
{
    public bool IsSoft { get; private init; }

    public bool IsAppendOnly { get; private init; }

    /// <summary>Whether RAW of any brand only marks deleted rows.</summary>
    public bool HasMarks => Members.Any(member => member.IsSoft);

    public static CiTableView Of(CiTable table, WarehouseModel model, SqlNames names) => Of(table, table.Members, model, names);

    public static CiTableView Of(CiTable table, IEnumerable<CiMember> members, WarehouseModel model, SqlNames names) => new(
        names.CiTable(table),
        new PlainText(model.Names.BrandColumn),
        ColumnView.Of(table.Columns),
        [.. table.Key.Select(name => new PlainText(name))],
        [.. members.Select(member => CiMemberView.Of(member, table, names))])
    {
        IsSoft = table.IsSoft,
        IsAppendOnly = table.IsAppendOnly,
    };
}
