using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>A column of a pipe as templates see it: its name in the file, its name in STG, how it stands in the file, and its type.</summary>
internal sealed record PipeColumnView(PlainText Source, PlainText Target, string Form, SnowflakeType Type)
{
    public static IReadOnlyList<PipeColumnView> Of(SourceTable shape) =>
        [.. shape.Columns.Select(column =>
        {
            Landing landing = Landing.Of(column.Type);
            return new PipeColumnView(new PlainText(column.Name), new PlainText(WarehouseNames.ColumnOf(column.Name)), landing.Form.ToString(), landing.Stg);
        })];
}
