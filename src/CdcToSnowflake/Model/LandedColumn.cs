namespace CdcToSnowflake.Model;

/// <summary>A column of a shape as it lands.</summary>
/// <param name="Source">The column at the source.</param>
/// <param name="StgName">The name in STG: of what the source called it in this shape.</param>
/// <param name="Landing">The form in the files, and the types.</param>
/// <param name="IsHashed">Whether a hash stands in its place.</param>
internal sealed record LandedColumn(SourceColumn Source, string StgName, Landing Landing, bool IsHashed)
{
    public static IEnumerable<LandedColumn> Of(SourceTable shape) =>
        shape.Written.Select(column => new LandedColumn(column, WarehouseNames.ColumnOf(column.Name), Landing.Of(column.WrittenType), column.Treatment == ColumnTreatment.Hash));
}
