using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>The load of a table's files: of one shape's, or of all shapes' in one format where the table lands as VARIANT.</summary>
internal sealed record LoadView(ObjectName Table, bool IsVariant, IReadOnlyList<LandedColumnView> Columns, StageLocation Folder, ObjectName Format)
{
    public static LoadView Of(BrandTable table, SourceTable shape, SqlNames names)
    {
        bool isVariant = table.Options.Landing == LandingMode.Variant;
        return new LoadView(
            names.StgTable(table),
            isVariant,
            LandedColumnView.OfFiles(shape, isVariant ? [] : LandedColumn.Of(shape)),
            new StageLocation(names.Stage(table.Brand), isVariant ? StorePath.AllDataWithinBrand(shape) : StorePath.DataWithinBrand(shape)),
            names.Format(table.Brand, shape.Format));
    }
}
