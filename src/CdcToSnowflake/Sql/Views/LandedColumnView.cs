using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>What <c>load/value</c> takes, and where the value goes: its name in the file, its name in Snowflake, how it stands in the file, and its type.</summary>
internal sealed record LandedColumnView(PlainText Source, PlainText Target, string Form, SnowflakeType Type)
{
    // The form of a column in whose place a hash stands; the others are FileForm's.
    private const string Hash = "Hash";

    public static IReadOnlyList<LandedColumnView> Of(IEnumerable<LandedColumn> columns) =>
        [.. columns.Select(column => new LandedColumnView(new PlainText(column.Source.Name), new PlainText(column.StgName), column.IsHashed ? Hash : column.Landing.Form.ToString(), column.Landing.Stg))];
}
