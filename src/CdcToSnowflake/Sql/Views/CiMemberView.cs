using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>One brand's part of a CI table: its stream and its RAW table, and for each of CI's columns whether the brand has it, under which name and in CI's type.</summary>
internal sealed record CiMemberView(PlainText Brand, ObjectName Stream, ObjectName Raw, bool IsSoft, IReadOnlyList<CiColumnView> Columns)
{
    public static CiMemberView Of(CiMember member, CiTable table, SqlNames names) =>
        new(new PlainText(member.Table.Brand), names.Stream(member.Table), names.RawTable(member.Table), member.Table.IsSoft, ColumnsOf(member, table));

    private static List<CiColumnView> ColumnsOf(CiMember member, CiTable table)
    {
        List<CiColumnView> columns = new(table.Columns.Count);
        Dictionary<string, MergedColumn>? byName = null; // most brands have the columns of all, in their order
        foreach (MergedColumn column in table.Columns)
        {
            MergedColumn? own = columns.Count < member.Columns.Count && member.Columns[columns.Count].Name == column.Name
                ? member.Columns[columns.Count]
                : (byName ??= member.Columns.ToDictionary(known => known.Name, StringComparer.Ordinal)).GetValueOrDefault(column.Name);
            columns.Add(Column(column, own, member));
        }
        return columns;
    }

    private static CiColumnView Column(MergedColumn column, MergedColumn? own, CiMember member)
    {
        PlainText name = new(column.Name);
        string source = own is null ? column.Name : member.RawNameOf(column.Name);
        return new CiColumnView(name, source == column.Name ? name : new PlainText(source), column.Type, IsMissing: own is null, IsCast: own is not null && own.Type != column.Type, IsRenamed: source != column.Name);
    }
}
