using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using SqlOnly.Arguments;

namespace SqlOnly;

/// <summary>The statements that were asked for.</summary>
internal static class Script
{
    public static IEnumerable<SqlStatement> Of(WarehouseModel model, SqlOptions options, SqlOnlyArguments arguments)
    {
        var sql = new SnowflakeSql(model, options with { TemplateFolder = arguments.Templates ?? options.TemplateFolder, Api = options.Api ?? (arguments.Api ? new ApiOptions() : null) });
        var statements = arguments.Table is { } table ? OfTable(sql, model, arguments.Brand, table) : arguments.Brand is { } brand ? OfBrand(sql, Known(model, brand)) : sql.SetUp();
        var found = statements.Where(statement => arguments.Object is null || Matches(statement.Template, arguments.Object)).ToList();
        return found.Count > 0 ? found : throw new UsageException($"--object {arguments.Object} names none of the statements, which are of: {string.Join(", ", statements.Select(statement => statement.Template).Distinct().Order(StringComparer.Ordinal))}.");
    }

    // All but the other brands' own, in SetUp's order: without CI, RAW's streams would go stale with nobody to read them.
    private static IEnumerable<SqlStatement> OfBrand(SnowflakeSql sql, string brand) =>
        sql.SetUpAccount()
            .Concat(sql.SetUpCi())
            .Concat(sql.SetUpBrand(brand))
            .Concat(sql.SetUpCiTables())
            .Concat(sql.SetUpTables(brand))
            .Concat(sql.SetUpSemantics())
            .Concat(sql.SetUpCiTask())
            .Concat(sql.SetUpRawTask(brand))
            .Concat(sql.SetUpPipes(brand))
            .Concat(sql.SetUpCosts());

    // With what the task does for the table, since its body holds all tables.
    private static IEnumerable<SqlStatement> OfTable(SnowflakeSql sql, WarehouseModel model, string? brand, (string Schema, string Name) table)
    {
        var found = model.Brands.Where(candidate => brand is null || candidate.Id == Known(model, brand))
            .SelectMany(candidate => candidate.Tables.Where(shape => shape.Schema == table.Schema && shape.Name == table.Name).Select(shape => (candidate.Id, Shape: shape)))
            .ToList();
        if (found.Count == 0)
        {
            throw new UsageException($"--table {table.Schema}.{table.Name} isn't in the model.");
        }

        return sql.SetUpCiTable(found[0].Id, table.Schema, table.Name)
            .Concat(found.Select(shape => shape.Id).Distinct().SelectMany(id => sql.SetUpTable(id, table.Schema, table.Name).Append(sql.MergeStgIntoRaw(id, table.Schema, table.Name))))
            .Append(sql.MergeRawIntoCi(found[0].Id, table.Schema, table.Name))
            .Concat(found.SelectMany(shape => sql.SetUpPipe(shape.Id, shape.Shape)));
    }

    private static string Known(WarehouseModel model, string brand) => model.Brands.Any(known => known.Id == brand)
        ? brand
        : throw new UsageException($"--brand {brand} isn't in the model, which has {string.Join(", ", model.Brands.Select(known => known.Id))}.");

    private static bool Matches(string template, string wanted) => template == wanted || template.StartsWith(wanted + "/", StringComparison.Ordinal);
}
