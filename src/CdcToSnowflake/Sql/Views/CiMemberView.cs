using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>One brand's part of a CI table: its stream and its RAW table, and for each of CI's columns whether the brand has it, under which name and in CI's type.</summary>
internal sealed record CiMemberView(PlainText Brand, ObjectName Stream, ObjectName Raw, bool IsSoft, IReadOnlyList<CiColumnView> Columns)
{
    public static CiMemberView Of(CiMember member, CiTable table, SqlNames names)
    {
        Dictionary<string, MergedColumn> own = member.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        return new CiMemberView(
            new PlainText(member.Table.Brand),
            names.Stream(member.Table),
            names.RawTable(member.Table),
            member.Table.IsSoft,
            [.. table.Columns.Select(column => Column(column, own.GetValueOrDefault(column.Name), member))]);
    }

    private static CiColumnView Column(MergedColumn column, MergedColumn? own, CiMember member)
    {
        string source = own is null ? column.Name : member.RawNames[column.Name];
        return new CiColumnView(new PlainText(column.Name), new PlainText(source), column.Mirror, IsMissing: own is null, IsCast: own is not null && own.Mirror != column.Mirror, IsRenamed: source != column.Name);
    }
}
