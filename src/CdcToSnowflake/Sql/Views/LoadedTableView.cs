using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>A brand's table as the count of what is loaded sees it.</summary>
internal sealed record LoadedTableView(ObjectName Stg, PlainText Path)
{
    public static LoadedTableView Of(BrandTable table, SqlNames names) => new(names.StgTable(table), new PlainText(table.Path));
}
