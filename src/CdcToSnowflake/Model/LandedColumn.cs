namespace CdcToSnowflake.Model;

/// <summary>A column of a shape as it lands.</summary>
/// <param name="Source">The column at the source.</param>
/// <param name="StgName">The name in STG: of what the source called it in this shape.</param>
/// <param name="Landing">The form in the files, and the types.</param>
/// <param name="IsHashed">Whether a hash stands in its place.</param>
internal sealed record LandedColumn(SourceColumn Source, string StgName, Landing Landing, bool IsHashed)
{
    public static IEnumerable<LandedColumn> Of(SourceTable shape, TableOptions options)
    {
        foreach (SourceColumn column in shape.Columns)
        {
            ColumnTreatment? treatment = options.TreatmentOf(column.Name);
            if (treatment != ColumnTreatment.Drop)
            {
                bool isHashed = treatment == ColumnTreatment.Hash;
                yield return new LandedColumn(column, WarehouseNames.ColumnOf(column.Name), isHashed ? new Landing(FileForm.Text, SnowflakeType.VarChar, SnowflakeType.VarChar) : Landing.Of(column.Type), isHashed);
            }
        }
    }
}
