using CdcToSnowflake.Operations.Cost;
using CdcToSnowflake.Operations.Cost.Advice;
using CdcToSnowflake.Operations.Cost.Reading;

namespace CdcToSnowflake.Tests.Operations.Cost;

/// <summary>Advice on days whose cheapest setting can be reckoned by hand.</summary>
public sealed class AdviceTests
{
    [Fact]
    public void AutoSuspend_StatementsOfASecondEachHour_IsTheLongestThatCostsNoMoreThanAMinute()
    {
        // Each start is billed a minute, so 30 s are free; 60 s make it 61 s, within 2 % of that, and keep the cache longer.
        var advice = Assert.Single(CostFactsOf.Report(CostFactsOf.Warehouse("Medium", 600, seconds: 1, every: 3600)).Advice);

        Assert.Equal((CostAdviceKind.AutoSuspend, "WH", "ALTER WAREHOUSE \"WH\" SET AUTO_SUSPEND = 60"), (advice.Kind, advice.Subject, advice.Statements.Single()));
        Assert.Equal(24 * 601 * 4m / 3600, advice.Before, 6);
        Assert.Equal(24 * 61 * 4m / 3600, advice.After, 6);
        Assert.Equal((24, 24), (advice.Curve.Single(choice => choice.IsAdvised).Starts, advice.Curve.Single(choice => choice.IsCurrent).Starts));
    }

    [Fact]
    public void AutoSuspend_StatementsEach45Seconds_RunsOn()
    {
        // Suspended after 30 s, each start is billed 60 s of 45: it would be always on and pay more than that.
        var advice = Assert.Single(CostFactsOf.Report(CostFactsOf.Warehouse("Small", 30, seconds: 5, every: 45)).Advice);

        Assert.Equal(24m * 2, advice.After, 1);
        Assert.Equal(1920 * 60 * 2m / 3600, advice.Before, 1);
        Assert.Equal(1, advice.Curve.Single(choice => choice.IsAdvised).Starts);
    }

    [Fact]
    public void AutoSuspend_Never_IsEnded()
    {
        var advice = Assert.Single(CostFactsOf.Report(CostFactsOf.Warehouse("X-Small", null, seconds: 10, every: 7200)).Advice);

        Assert.Contains("not never", advice.Text, StringComparison.Ordinal);
        Assert.Equal((24m, true), (advice.Before, advice.Curve[^1] is { Value: "never", IsCurrent: true }));
    }

    [Fact]
    public void AutoSuspend_AlreadyRight_IsNoAdvice() => Assert.Empty(CostFactsOf.Report(CostFactsOf.Warehouse("Medium", 60, seconds: 1, every: 3600)).Advice);

    [Fact]
    public void TaskCompute_ServerlessTaskThatRunsMostOfTheTime_GoesToAWarehouse()
    {
        // 50 of each 60 seconds: 20 h at 0.9, against 24 h of a warehouse that is never suspended in between. So serverless stays.
        Assert.Empty(CostFactsOf.Report(CostFactsOf.Serverless(seconds: 50, every: 60)).Advice);

        // Where serverless costs half as much again, 20 h of it are 30 credits.
        var dear = CostFactsOf.Serverless(seconds: 50, every: 60);
        var advice = Assert.Single(CostFactsOf.Report(dear with { Serverless = [dear.Serverless[0] with { Credits = 30 }] }, new CostOptions { ServerlessTaskRate = 1.5m }).Advice);
        Assert.Equal((CostAdviceKind.TaskCompute, 30m), (advice.Kind, advice.Before));
        Assert.Equal(24m, advice.After, 2);
    }

    [Fact]
    public void TaskCompute_TaskOnAWarehouseOfItsOwn_RareRuns_GoServerless()
    {
        // 144 runs of 5 s: each start is billed 65 s; serverless 5 s at 0.9.
        var report = CostFactsOf.Report(CostFactsOf.Warehouse("X-Small", 60, seconds: 5, every: 600, CostFactsOf.Merge));
        var advice = Assert.Single(report.Advice, advice => advice.Kind == CostAdviceKind.TaskCompute);

        Assert.Equal(144 * 65 / 3600m, advice.Before, 6);
        Assert.Equal(144 * 5 * 0.9m / 3600m, advice.After, 6);
        Assert.Equal(
            ["ALTER TASK IF EXISTS \"BRAND_A_DB\".\"STG_SCHEMA\".\"MERGE_RAW\" SUSPEND", "ALTER TASK \"BRAND_A_DB\".\"STG_SCHEMA\".\"MERGE_RAW\" UNSET WAREHOUSE", "ALTER TASK \"BRAND_A_DB\".\"STG_SCHEMA\".\"MERGE_RAW\" RESUME"],
            advice.Statements);
        Assert.Equal((144 * 5 * 0.9m / 3600m, 144 * 65 / 3600m), (Assert.Single(report.Tasks).Serverless, report.Tasks[0].OnWarehouse));
    }

    [Fact]
    public void TaskCompute_TaskOnAWarehouseOfTheSecondGeneration_IsWeighedAtWhatItWasBilled()
    {
        var facts = CostFactsOf.Warehouse("X-Small", 60, seconds: 5, every: 600, CostFactsOf.Merge);
        facts = facts with { Settings = [facts.Settings[0] with { IsPlain = false }], Metered = [facts.Metered[0] with { Compute = facts.Metered[0].Compute * 1.35m }] };

        var advice = Assert.Single(CostFactsOf.Report(facts).Advice, advice => advice.Kind == CostAdviceKind.TaskCompute);

        Assert.Equal(1.35m * 144 * 65 / 3600, advice.Before, 6);
        Assert.Equal(144 * 5 * 0.9m / 3600m, advice.After, 6);
    }

    [Fact]
    public void TaskCompute_ServerlessTaskBesideAWarehouseThatRunsAnyway_MovesThere()
    {
        var busy = CostFactsOf.Warehouse("X-Small", 60, seconds: 30, every: 60);
        var task = CostFactsOf.Serverless(seconds: 20, every: 60);

        var advice = Assert.Single(CostFactsOf.Report(busy with { TaskActivity = task.TaskActivity, Serverless = task.Serverless }).Advice, advice => advice.Kind == CostAdviceKind.TaskCompute);

        Assert.Equal((0.9m * 20 * 1440 / 3600, 0m), (advice.Before, advice.After));
        Assert.Contains("SET WAREHOUSE = \"WH\"", advice.Statements[1], StringComparison.Ordinal);
    }

    [Fact]
    public void CutInterval_ManySmallFiles_IsWhereMostIsSaved()
    {
        // A pipe of 8,640 files of 100 rows, 3,000 + 10 · rows bytes each, and one of 200 rows: of each file 3,000 bytes are its own.
        long files = 8_640, rows = (files * 100) + 100;
        var bytes = (files * 3_000) + (10 * rows);
        var squares = ((files - 1) * 100m * 100) + (200 * 200);
        var products = ((files - 1) * 100m * 4_000) + (200 * 5_000m);
        var within = new Dictionary<int, long> { [10] = files, [30] = 2_880, [60] = 1_440, [120] = 720, [300] = 288, [600] = 144 };
        PipeFiles Pipe(string name) => new(new("BRAND_A_DB", "STG_SCHEMA", name), files, rows, bytes, squares, products, within);
        var facts = new CostFacts(CostFactsOf.Day)
        {
            Files = [Pipe("CDC_CUT_PIPE"), Pipe("ORDERS")],
            Pipes = [new PipeStep("BRAND_A_DB", "STG_SCHEMA", "ORDERS", CostFactsOf.Day.From, 10, files, bytes, bytes)],
        };

        var advice = Assert.Single(CostFactsOf.Report(facts).Advice);

        Assert.Equal(3_000, facts.Files[0].Overhead, 1);
        // Four fifths of what ten minutes save: two thirds are saved at 30 s, five sixths at a minute.
        Assert.Equal(("brand_a", CostAdviceKind.CutInterval, "60 s"), (advice.Subject, advice.Kind, advice.Curve.Single(choice => choice.IsAdvised).Value));
        Assert.Equal(10m * ((1_440 * 3_000) + (10 * rows)) / bytes, advice.After, 4);
    }

    [Fact]
    public void ClusteringKey_PredicatesOfTheExpensiveStatements_EqualityBeforeRangeAndDatesForTimestamps()
    {
        var advice = Assert.Single(CostFactsOf.Report(Expensive("SELECT SUM(TOTAL) FROM CI_DB.CI_SCHEMA.ORDERS O WHERE O.PLACED_AT >= '2026-01-01' AND O.BRAND_ID = 'a'", matched: 0.01)).Advice);

        Assert.Equal(
            [
                "SELECT SYSTEM$ESTIMATE_AUTOMATIC_CLUSTERING_COSTS('\"CI_DB\".\"CI_SCHEMA\".\"ORDERS\"', '(\"BRAND_ID\", TO_DATE(\"PLACED_AT\"))')",
                "ALTER TABLE \"CI_DB\".\"CI_SCHEMA\".\"ORDERS\" CLUSTER BY (\"BRAND_ID\", TO_DATE(\"PLACED_AT\"))",
            ],
            advice.Statements);
        // 10 statements read all 5,000 partitions for a hundredth of the rows: 50 partitions and one for each column.
        Assert.Equal((20m, 20m * 52 / 5_000), (advice.Before, advice.After));
        Assert.Equal("TableOptions.CiClusterBy", advice.Setting);
    }

    // Columns that are joined by come last, and aren't there without one that is compared with values.
    [Theory]
    [InlineData("JOIN CI_DB.CI_SCHEMA.OTHERS X ON X.ID = O.SHOP_ID WHERE O.BRAND_ID = 'a'", "\"BRAND_ID\", \"SHOP_ID\"")]
    [InlineData("JOIN CI_DB.CI_SCHEMA.OTHERS X ON X.ID = O.BRAND_ID WHERE O.BRAND_ID = 'a'", "\"BRAND_ID\"")]
    [InlineData("JOIN CI_DB.CI_SCHEMA.OTHERS X ON X.ID = O.SHOP_ID", null)]
    public void ClusteringKey_Joins_StandBehindPredicatesAndNeverAlone(string predicates, string? key) => Assert.Equal(
        key is null ? [] : [$"ALTER TABLE \"CI_DB\".\"CI_SCHEMA\".\"ORDERS\" CLUSTER BY ({key})"],
        CostFactsOf.Report(Expensive($"SELECT SUM(O.TOTAL) FROM CI_DB.CI_SCHEMA.ORDERS O {predicates}", matched: 0.01)).Advice.Select(advice => advice.Statements[^1]));

    [Theory]
    [InlineData("SELECT SUM(TOTAL) FROM CI_DB.CI_SCHEMA.ORDERS", 1.0)] // No predicate.
    [InlineData("SELECT SUM(TOTAL) FROM CI_DB.CI_SCHEMA.ORDERS WHERE BRAND_ID = 'a'", 0.5)] // Half of all rows.
    [InlineData("SELECT SUM(TOTAL) FROM CI_DB.CI_SCHEMA.ORDERS WHERE IS_NEW = TRUE", 0.01)] // A BOOLEAN has two values.
    [InlineData("SELECT SUM(TOTAL) FROM CI_DB.CI_SCHEMA.ORDERS WHERE BRAND_ID = 'cut o", 0.01)]
    public void ClusteringKey_NothingToChooseBy_IsNoAdvice(string text, double matched) => Assert.Empty(CostFactsOf.Report(Expensive(text, matched)).Advice);

    [Fact]
    public void ClusteringKey_StatementThatCantBeRead_IsCounted() =>
        Assert.Equal(new ParsedQueries(0, 1, 20, 0), CostFactsOf.Report(Expensive("SELECT SUM(TOTAL) FROM CI_DB.CI_SCHEMA.ORDERS WHERE BRAND_ID = 'cut o", 0.01)).Parsed);

    [Fact]
    public void Advice_ThatSavesTooLittle_IsLeftOut() =>
        Assert.Empty(CostFactsOf.Report(CostFactsOf.Warehouse("Medium", 600, seconds: 1, every: 3600), new CostOptions { LeastSaving = 10_000 }).Advice);

    private static CostFacts Expensive(string text, double matched)
    {
        FullName orders = new("CI_DB", "CI_SCHEMA", "ORDERS");
        return new CostFacts(CostFactsOf.Day)
        {
            Queries = [new QueryCost("hash", text, "SELECT", null, null, "WH", 10, 20, TimeSpan.FromHours(1), default, 0, 50_000, 50_000)],
            Pruning = [new TablePruning(orders, "hash", 10, 50_000, 0, 1_000_000, 0, (long)(1_000_000 * matched))],
            Columns = new Dictionary<FullName, IReadOnlyDictionary<string, string>>
            {
                [orders] = new Dictionary<string, string> { ["BRAND_ID"] = "TEXT", ["SHOP_ID"] = "NUMBER", ["PLACED_AT"] = "TIMESTAMP_NTZ", ["TOTAL"] = "NUMBER", ["IS_NEW"] = "BOOLEAN" },
            },
            // So that there are credits to save.
            Metered = [new MeteredStep("WH", CostFactsOf.Day.From, 20, 0, 20)],
        };
    }
}
