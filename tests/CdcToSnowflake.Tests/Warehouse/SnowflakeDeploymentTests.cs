using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Warehouse;
using static CdcToSnowflake.Tests.Sql.SampleModels;

namespace CdcToSnowflake.Tests.Warehouse;

public sealed class SnowflakeDeploymentTests : IDisposable
{
    private static readonly Uri Store = new("s3://cdc/prod/");

    private readonly RecordingDataSource _snowflake = new();
    private readonly SnowflakeDeployment _deployment;

    public SnowflakeDeploymentTests() => _deployment = new SnowflakeDeployment(_snowflake);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _deployment.Dispose();
        _snowflake.Dispose();
    }

    [Fact]
    public async Task EnsureBrandAsync_NewBrand_RunsTheBrandsScript()
    {
        await _deployment.EnsureBrandAsync("brand_a", Store, Cancellation);

        SnowflakeSql sql = new(new WarehouseModel([new BrandModel("brand_a", "s3://cdc/prod/brand_a/", [])]));
        Assert.Equal(Texts([.. sql.SetUpCi(), .. sql.SetUpBrand("brand_a")]), _snowflake.Statements.Where(sql => !sql.StartsWith("COMMENT ON", StringComparison.Ordinal)));
        Assert.StartsWith("COMMENT ON PIPE", _snowflake.Statements[^1], StringComparison.Ordinal);
    }

    /// <summary>A prefix may end like a brand's folder: capture writes below it nonetheless.</summary>
    [Theory]
    [InlineData("s3://cdc/prod", "s3://cdc/prod/brand_a/")]
    [InlineData("s3://cdc/prod/", "s3://cdc/prod/brand_a/")]
    [InlineData("s3://cdc", "s3://cdc/brand_a/")]
    [InlineData("s3://cdc/brand_a/", "s3://cdc/brand_a/brand_a/")]
    public async Task EnsureBrandAsync_Store_StagesTheBrandsFolderInIt(string url, string staged)
    {
        await _deployment.EnsureBrandAsync("brand_a", new Uri(url), Cancellation);

        Assert.Contains(_snowflake.Statements, sql => sql.Contains($"URL = '{staged}'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EnsureBrandAsync_Again_RunsNothing()
    {
        await _deployment.EnsureBrandAsync("brand_a", Store, Cancellation);
        _snowflake.Statements.Clear();

        await _deployment.EnsureBrandAsync("brand_a", Store, Cancellation);

        Assert.Empty(_snowflake.Statements);
    }

    [Fact]
    public async Task EnsureBrandAsync_AgainElsewhere_IsRefused()
    {
        await _deployment.EnsureBrandAsync("brand_a", Store, Cancellation);

        await Assert.ThrowsAsync<ModelException>(() => _deployment.EnsureBrandAsync("brand_a", new Uri("s3://other/"), Cancellation));
    }

    [Fact]
    public async Task ShapeAppearedAsync_FirstShape_MakesTablesThenCiThenRawsTaskThenThePipe()
    {
        await _deployment.EnsureBrandAsync("brand_a", Store, Cancellation);
        _snowflake.Statements.Clear();

        await _deployment.ShapeAppearedAsync("brand_a", Orders, Cancellation);

        Assert.Equal(
        [
            "CREATE TABLE IF NOT EXISTS \"BRAND_A_DB\".\"STG_SCHEMA\".\"ORDERS\" (",
            "CREATE TABLE IF NOT EXISTS \"BRAND_A_DB\".\"RAW_SCHEMA\".\"ORDERS\" (",
            "CREATE TABLE IF NOT EXISTS \"CI_DB\".\"CI_SCHEMA\".\"ORDERS\" (",
            "CREATE STREAM IF NOT EXISTS \"BRAND_A_DB\".\"RAW_SCHEMA\".\"ORDERS_STREAM\"",
            "CREATE OR REPLACE TASK \"CI_DB\".\"CI_SCHEMA\".\"MERGE_CI\"",
            "ALTER TASK \"CI_DB\".\"CI_SCHEMA\".\"MERGE_CI\" RESUME",
            "CREATE OR REPLACE TASK \"BRAND_A_DB\".\"STG_SCHEMA\".\"MERGE_RAW\"",
            "ALTER TASK \"BRAND_A_DB\".\"STG_SCHEMA\".\"MERGE_RAW\" RESUME",
            $"CREATE PIPE IF NOT EXISTS \"BRAND_A_DB\".\"STG_SCHEMA\".\"ORDERS_{Orders.Shape.ToUpperInvariant()}\"",
            $"ALTER PIPE \"BRAND_A_DB\".\"STG_SCHEMA\".\"ORDERS_{Orders.Shape.ToUpperInvariant()}\" REFRESH",
        ], FirstLines().Where(line => !line.StartsWith("COMMENT", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ShapeAppearedAsync_SecondShape_AddsItsColumnEverywhereBeforeAnyTask()
    {
        await _deployment.EnsureBrandAsync("brand_a", Store, Cancellation);
        await _deployment.ShapeAppearedAsync("brand_a", Orders, Cancellation);
        _snowflake.Statements.Clear();

        await _deployment.ShapeAppearedAsync("brand_a", OrdersWithRefunds, Cancellation);

        IReadOnlyList<string> lines = FirstLines();
        Assert.Equal(3, lines.TakeWhile(line => !line.Contains(" TASK ", StringComparison.Ordinal)).Count(line => line.EndsWith("ADD COLUMN IF NOT EXISTS \"REFUNDED\" NUMBER(12,2)", StringComparison.Ordinal)));
        string task = _snowflake.Statements.Single(sql => sql.StartsWith("CREATE OR REPLACE TASK \"BRAND_A_DB\"", StringComparison.Ordinal));
        Assert.Contains($"'shop.orders/{Orders.Shape}'", task, StringComparison.Ordinal);
        Assert.Contains($"'shop.orders/{OrdersWithRefunds.Shape}'", task, StringComparison.Ordinal);
        Assert.Single(lines, line => line.StartsWith("CREATE PIPE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ShapeAppearedAsync_AfterTheFirst_AsksForNothingThatItKnows()
    {
        await _deployment.EnsureBrandAsync("brand_a", Store, Cancellation);
        int questions = _snowflake.Questions;

        await _deployment.ShapeAppearedAsync("brand_a", Orders, Cancellation);
        await _deployment.ShapeAppearedAsync("brand_a", OrdersWithRefunds, Cancellation);

        Assert.True(questions > 0);
        Assert.Equal(questions, _snowflake.Questions);
    }

    [Fact]
    public async Task ShapesAppearedAsync_DeclaredRename_RenamesTheColumnInRawAndCi()
    {
        SourceTable renamed = Customers with { Columns = [.. Customers.Columns.Select(column => column.Name == "name" ? column with { Name = "full_name" } : column)] };
        using SnowflakeDeployment deployment = new(_snowflake, new DeploymentOptions { Renames = [new ColumnRename("shop", "customers", "name", "full_name")] });
        await deployment.EnsureBrandAsync("brand_a", Store, Cancellation);

        await deployment.ShapesAppearedAsync("brand_a", [Customers, renamed], Cancellation);

        Assert.All(
            _snowflake.Statements.Where(sql => sql.StartsWith("CREATE TABLE", StringComparison.Ordinal) && sql.Contains("CUSTOMERS", StringComparison.Ordinal) && !sql.Contains("STG", StringComparison.Ordinal)),
            sql => Assert.True(sql.Contains("\"FULL_NAME\"", StringComparison.Ordinal) && !sql.Contains("\"NAME\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ShapeAppearedAsync_KnownShape_RunsNothing()
    {
        await _deployment.EnsureBrandAsync("brand_a", Store, Cancellation);
        await _deployment.ShapeAppearedAsync("brand_a", Orders, Cancellation);
        _snowflake.Statements.Clear();

        await _deployment.ShapeAppearedAsync("brand_a", new SourceTable("shop", "orders", [.. Orders.Columns], ["id"]), Cancellation);

        Assert.Empty(_snowflake.Statements);
    }

    [Fact]
    public async Task ShapesAppearedAsync_ManyShapes_ReplacesEachTaskOnce()
    {
        SourceTable[] tables = [.. Enumerable.Range(0, 200).Select(n => Orders with { Name = $"orders_{n}" })];
        await _deployment.EnsureBrandAsync("brand_a", Store, Cancellation);
        _snowflake.Statements.Clear();

        await ((IShapeObserver)_deployment).ShapesAppearedAsync("brand_a", tables, Cancellation);

        Assert.Equal(2, _snowflake.Statements.Count(sql => sql.StartsWith("CREATE OR REPLACE TASK", StringComparison.Ordinal)));
        Assert.Equal(200, _snowflake.Statements.Count(sql => sql.StartsWith("CREATE PIPE", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ShapeAppearedAsync_SecondBrand_IsInTheOneMergeWithTheFirst()
    {
        await _deployment.EnsureBrandAsync("brand_a", Store, Cancellation);
        await _deployment.EnsureBrandAsync("brand_b", Store, Cancellation);
        await _deployment.ShapeAppearedAsync("brand_a", OrdersWithRefunds, Cancellation);
        _snowflake.Statements.Clear();

        await _deployment.ShapeAppearedAsync("brand_b", Orders, Cancellation);

        string merge = _snowflake.Statements.Single(sql => sql.StartsWith("CREATE OR REPLACE TASK \"CI_DB\"", StringComparison.Ordinal));
        Assert.Contains("\"BRAND_A_DB\".\"RAW_SCHEMA\".\"ORDERS_STREAM\"", merge, StringComparison.Ordinal);
        Assert.Contains("\"BRAND_B_DB\".\"RAW_SCHEMA\".\"ORDERS_STREAM\"", merge, StringComparison.Ordinal);
        Assert.Contains("CAST(NULL AS NUMBER(12,2)) AS \"REFUNDED\"", merge, StringComparison.Ordinal);
        Assert.DoesNotContain(_snowflake.Statements, sql => sql.StartsWith("CREATE OR REPLACE TASK \"BRAND_A_DB\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ShapeAppearedAsync_AfterARestart_ComesToTheSameTasks()
    {
        await _deployment.EnsureBrandAsync("brand_a", Store, Cancellation);
        await _deployment.ShapeAppearedAsync("brand_a", Orders, Cancellation);
        await _deployment.ShapeAppearedAsync("brand_a", Customers, Cancellation);
        string before = _snowflake.Statements.Last(sql => sql.StartsWith("CREATE OR REPLACE TASK \"BRAND_A_DB\"", StringComparison.Ordinal));
        using SnowflakeDeployment restarted = new(_snowflake);

        await restarted.EnsureBrandAsync("brand_a", Store, Cancellation);
        await restarted.ShapesAppearedAsync("brand_a", [Orders, Customers], Cancellation);

        Assert.Equal(before, _snowflake.Statements.Last(sql => sql.StartsWith("CREATE OR REPLACE TASK \"BRAND_A_DB\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ShapeAppearedAsync_Refused_SaysWhichStatementAndAsksAnewNextTime()
    {
        await _deployment.EnsureBrandAsync("brand_a", Store, Cancellation);
        _snowflake.Statements.Clear();
        _snowflake.Refuses = sql => sql.StartsWith("CREATE PIPE", StringComparison.Ordinal);

        DeploymentException error = await Assert.ThrowsAsync<DeploymentException>(() => _deployment.ShapeAppearedAsync("brand_a", Orders, Cancellation));
        _snowflake.Refuses = _ => false;
        string[] failed = [.. _snowflake.Statements];
        int questions = _snowflake.Questions;
        await _deployment.ShapeAppearedAsync("brand_a", Orders, Cancellation);

        Assert.Equal("pipe/create", error.Statement.Template);
        Assert.Contains("no such privilege", error.Message, StringComparison.Ordinal);
        Assert.Contains("BRAND_A_DB.STG_SCHEMA.ORDERS_", error.Message, StringComparison.Ordinal);
        // What was done it asks, and this account says: nothing.
        Assert.True(_snowflake.Questions > questions);
        Assert.Superset(failed.ToHashSet(), _snowflake.Statements.Skip(failed.Length).ToHashSet());
        Assert.Contains(_snowflake.Statements, sql => sql.StartsWith("ALTER PIPE", StringComparison.Ordinal) && sql.Contains("ORDERS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ShapeAppearedAsync_ModelRefusesTheShape_RunsNothingAndForgetsIt()
    {
        await _deployment.EnsureBrandAsync("brand_a", Store, Cancellation);
        _snowflake.Statements.Clear();

        await Assert.ThrowsAsync<ModelException>(() => _deployment.ShapeAppearedAsync("brand_a", Orders with { Key = [] }, Cancellation));
        Assert.Empty(_snowflake.Statements);

        await _deployment.ShapeAppearedAsync("brand_a", Orders, Cancellation);
        Assert.NotEmpty(_snowflake.Statements);
    }

    [Fact]
    public async Task ShapeAppearedAsync_UnknownBrand_IsRefused() =>
        Assert.Equal(ModelProblem.Unknown, (await Assert.ThrowsAsync<ModelException>(() => _deployment.ShapeAppearedAsync("brand_x", Orders, Cancellation))).Problem);

    [Fact]
    public async Task ShapeAppearedAsync_ManyBrandsAtOnce_GoesOneByOneAndEndsWithAllInCi()
    {
        string[] brands = [.. Enumerable.Range(0, 8).Select(n => $"b{n}")];

        await Task.WhenAll(brands.Select(async brand =>
        {
            await _deployment.EnsureBrandAsync(brand, Store, Cancellation);
            await _deployment.ShapeAppearedAsync(brand, Orders, Cancellation);
            await _deployment.ShapeAppearedAsync(brand, Customers, Cancellation);
        }));

        Assert.Equal(1, _snowflake.MostAtOnce);
        string merge = _snowflake.Statements.Last(sql => sql.StartsWith("CREATE OR REPLACE TASK \"CI_DB\"", StringComparison.Ordinal));
        Assert.All(brands, brand => Assert.Contains($"SYSTEM$STREAM_HAS_DATA('\"{brand.ToUpperInvariant()}_DB\".\"RAW_SCHEMA\".\"CUSTOMERS_STREAM\"')", merge, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ShapeAppearedAsync_Cancelled_StopsAndCanRunAgain()
    {
        await _deployment.EnsureBrandAsync("brand_a", Store, Cancellation);
        using CancellationTokenSource stop = new();
        _snowflake.Refuses = sql =>
        {
            if (sql.StartsWith("CREATE STREAM", StringComparison.Ordinal))
            {
                stop.Cancel();
            }
            return false;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _deployment.ShapeAppearedAsync("brand_a", Orders, stop.Token));
        Assert.DoesNotContain(_snowflake.Statements, sql => sql.Contains(" TASK ", StringComparison.Ordinal));

        await _deployment.ShapeAppearedAsync("brand_a", Orders, Cancellation);
        Assert.Contains(_snowflake.Statements, sql => sql.StartsWith("CREATE PIPE", StringComparison.Ordinal) && sql.Contains("ORDERS", StringComparison.Ordinal));
    }

    private IReadOnlyList<string> FirstLines() => [.. _snowflake.Statements.Select(sql => sql.Split('\n')[0])];

    private static IEnumerable<string> Texts(IEnumerable<SqlStatement> statements) => statements.Select(statement => statement.Text);
}
