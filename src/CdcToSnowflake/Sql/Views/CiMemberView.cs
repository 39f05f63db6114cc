using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>One brand's part of a CI table: its stream, and for each of CI's columns whether the brand has it and in CI's type.</summary>
internal sealed record CiMemberView(PlainText Brand, ObjectName Stream, IReadOnlyList<CiColumnView> Columns)
{
    public static CiMemberView Of(BrandTable member, CiTable table, SqlNames names)
    {
        Dictionary<string, MergedColumn> own = member.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        return new CiMemberView(
            new PlainText(member.Brand),
            names.Stream(member),
            [.. table.Columns.Select(column => new CiColumnView(
                new PlainText(column.Name),
                column.Mirror,
                IsMissing: !own.ContainsKey(column.Name),
                IsCast: own.TryGetValue(column.Name, out MergedColumn? mine) && mine.Mirror != column.Mirror))]);
    }
}
