using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.Emulator.Tests.Planning;

/// <summary>An account whose RAW and CI have VECTOR columns, as earlier releases made them: the plan refuses it, and the statements of the page of types mend it.</summary>
public sealed partial class OlderVectorTests : IDisposable
{
    private static readonly SourceTable Items = new("shop", "items", [new SourceColumn("id", new SourceType(SourceKind.Int), false), new SourceColumn("embedding", new SourceType(SourceKind.Vector) { Precision = 3 }, true)], ["id"]);

    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public OlderVectorTests() => _sql = _emulator.OpenConnection();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public async Task Plan_VectorsInRawAndCi_RefusedUntilThePagesStatementsPutArraysInTheirPlace()
    {
        WarehouseModel model = new([new BrandModel("brand_a", "s3://cdc/brand_a/", [Items])]);
        foreach (SqlStatement statement in new SnowflakeSql(model).SetUp())
        {
            _sql.Run(statement.Template is "table/create-raw" or "table/create-ci" ? statement.Text.Replace("\"EMBEDDING\" ARRAY", "\"EMBEDDING\" VECTOR(FLOAT, 3)", StringComparison.Ordinal) : statement.Text);
        }

        _sql.Run("""
            INSERT INTO BRAND_A_DB.RAW_SCHEMA.ITEMS (ID, EMBEDDING, _UPDATED_AT, _CUT) SELECT 1, PARSE_JSON('[1,-2.5,3]')::ARRAY::VECTOR(FLOAT, 3), '2026-01-01', 1;
            INSERT INTO CI_DB.CI_SCHEMA.ITEMS (BRAND_ID, ID, EMBEDDING, _UPDATED_AT) SELECT 'brand_a', 1, PARSE_JSON('[1,-2.5,3]')::ARRAY::VECTOR(FLOAT, 3), '2026-01-01'
            """);
        WarehousePlanner planner = new(_emulator);
        var error = await Assert.ThrowsAsync<PlanException>(() => planner.PlanAsync(model, Cancellation));
        Assert.Contains("BRAND_A_DB.RAW_SCHEMA.ITEMS is a VECTOR", error.Message, StringComparison.Ordinal);

        var statements = Statements().Match(await File.ReadAllTextAsync(Page(), Cancellation)).Groups["sql"].Value;
        _sql.Run(statements);
        error = await Assert.ThrowsAsync<PlanException>(() => planner.PlanAsync(model, Cancellation));
        Assert.Contains("CI_DB.CI_SCHEMA.ITEMS is a VECTOR", error.Message, StringComparison.Ordinal);
        _sql.Run(statements.Replace("BRAND_A_DB.RAW_SCHEMA", "CI_DB.CI_SCHEMA", StringComparison.Ordinal));

        await (await planner.PlanAsync(model, Cancellation)).ApplyAsync(_emulator, cancellationToken: Cancellation);
        Assert.Equal("", (await planner.PlanAsync(model, Cancellation)).ToScript());
        foreach (var table in new[] { "BRAND_A_DB.RAW_SCHEMA.ITEMS", "CI_DB.CI_SCHEMA.ITEMS" })
        {
            Assert.Equal("ARRAY|3|-2.5", _sql.One($"SELECT TYPEOF(EMBEDDING::VARIANT), ARRAY_SIZE(EMBEDDING), EMBEDDING[1]::FLOAT FROM {table}"));
        }
    }

    private static string Page([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../samples/docs/types.md"));

    [GeneratedRegex("```sql\n(?<sql>ALTER TABLE.*?)```", RegexOptions.Singleline)]
    private static partial Regex Statements();
}
