namespace CdcToSnowflake.Model;

/// <summary>The columns of a table that lands as VARIANT, over all shapes and under each name that they had: a row doesn't tell its shape, so a name must mean one conversion.</summary>
internal static class VariantPaths
{
    public static IReadOnlyList<LandedColumn> Of(BrandTable table)
    {
        Dictionary<string, LandedColumn> columns = new(StringComparer.Ordinal);
        foreach (LandedColumn column in table.Shapes.SelectMany(shape => LandedColumn.Of(shape)))
        {
            columns.TryAdd(column.StgName, column);
        }
        return [.. table.Columns.SelectMany(column => column.StgNames.Select(name => columns[name] with { Landing = columns[name].Landing with { Type = column.Type } }))];
    }

    /// <summary>Refuses shapes that write one column in two ways, or rows that are no objects.</summary>
    public static void RefuseUnlike(IReadOnlyList<SourceTable> shapes, string where)
    {
        Dictionary<string, (LandedColumn Column, string Shape)> seen = new(StringComparer.Ordinal);
        foreach (SourceTable shape in shapes)
        {
            if (shape.Format == FileFormat.CsvGzip)
            {
                throw new ModelException(ModelProblem.BadRule, $"{where} lands as VARIANT, and {shape.Shape} has CSV files, whose rows are no objects. Capture it as Parquet or NDJSON, or let it land in columns with {nameof(TableOptions)}.{nameof(TableOptions.Landing)}.");
            }
            foreach (LandedColumn column in LandedColumn.Of(shape))
            {
                if (seen.TryAdd(column.StgName, (column, shape.Shape)))
                {
                    continue;
                }
                (LandedColumn first, string firstShape) = seen[column.StgName];
                if (first.Source.Name != column.Source.Name || first.IsHashed != column.IsHashed || Family(first.Landing.Form) != Family(column.Landing.Form))
                {
                    throw new ModelException(ModelProblem.Unwidenable,
                        $"{where} lands as VARIANT, and its column '{first.Source.Name}' of {first.Source.Type} in {firstShape} is '{column.Source.Name}' of {column.Source.Type} in {shape.Shape}, written otherwise. Let it land in columns with {nameof(TableOptions)}.{nameof(TableOptions.Landing)}.");
                }
            }
        }
    }

    // A number is cast from VARIANT as a number, however the file holds it.
    private static FileForm Family(FileForm form) => form is FileForm.Integer or FileForm.Decimal or FileForm.Double ? FileForm.Decimal : form;
}
