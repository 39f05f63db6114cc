using System.Data.Common;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;
using CdcToSnowflake.Warehouse.Planning;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Merges;

/// <summary>What stands beside the merges, on data: owners' views, columns mapped into CI, tasks that follow, and streams that begin where another stands.</summary>
public sealed class ModelFlowTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly string _folder = Directory.CreateTempSubdirectory("model-flow-").FullName;
    private readonly SnowflakeEmulator _emulator;
    private readonly DbConnection _sql;
    private ShopSource[] _sources = [new("brand_a", 31), new("brand_b", 32)];
    private SourceTable _orders = ShopSource.Orders;
    private IObjectStore? _store;

    public ModelFlowTests()
    {
        _emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = _clock });
        _sql = _emulator.OpenConnection();
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ApiView_OfAnOwner_ShowsTheOwnBrandsAndNoDeletedRow(bool isSoft)
    {
        var rule = new TableRule("shop.orders", new TableOptions { CiDeletes = isSoft ? DeleteHandling.Soft : DeleteHandling.Hard });
        await RunAsync(new SqlOptions(), rule);
        SnowflakeSql sql = new(Model(rule), new SqlOptions { Api = new ApiOptions { IsByOwner = true } });
        foreach (var statement in sql.SetUpApi().Append(sql.CreateApiView("brand_a", "shop", "orders")))
        {
            _sql.Run(statement.Text);
        }

        _sql.Run("""
            CREATE ROLE owner_a; CREATE ROLE nobody; CREATE ROLE owner_of_both; CREATE ROLE manager_of_a; GRANT ROLE owner_a TO ROLE manager_of_a;
            GRANT ROLE owner_a TO USER emulator; GRANT ROLE nobody TO USER emulator; GRANT ROLE owner_of_both TO USER emulator; GRANT ROLE manager_of_a TO USER emulator;
            GRANT USAGE ON DATABASE CI_DB TO ROLE PUBLIC; GRANT USAGE ON SCHEMA CI_DB.API_SCHEMA TO ROLE PUBLIC; GRANT SELECT ON ALL VIEWS IN SCHEMA CI_DB.API_SCHEMA TO ROLE PUBLIC;
            INSERT INTO CI_DB.API_SCHEMA.CDC_OWNER VALUES ('OWNER_A', 'brand_a'), ('OWNER_OF_BOTH', 'brand_a'), ('OWNER_OF_BOTH', 'brand_b')
            """);

        // One user holds them all, and with them as secondary roles, as an application that asks for each owner does.
        Assert.Equal("ALL", _sql.One("SELECT PARSE_JSON(CURRENT_SECONDARY_ROLES()):value::VARCHAR"));
        Assert.Equal(_sources[0].Expected, Seen("owner_a", "brand_a"));
        Assert.Empty(Seen("owner_a", "brand_b"));
        Assert.Empty(Seen("manager_of_a", "brand_a")); // what it is granted is not it
        Assert.All(_sources, source => Assert.Equal(source.Expected, Seen("owner_of_both", source.Brand)));
        Assert.Equal("0", _sql.One("USE ROLE nobody; SELECT COUNT(*) FROM CI_DB.API_SCHEMA.ORDERS"));
        Assert.Contains("CI_SCHEMA", _sql.Fails("USE SECONDARY ROLES NONE; USE ROLE owner_a; SELECT * FROM CI_DB.CI_SCHEMA.ORDERS").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CiColumns_OfOneBrand_StandUnderTheirCiNames()
    {
        await RunAsync(new SqlOptions(), new TableRule("shop.orders", new TableOptions { CiColumns = new Dictionary<string, string> { ["note"] = "remark", ["total"] = "amount" } }) { Brand = "brand_b" });

        Assert.Equal(_sources[0].Expected, _sql.Rows("SELECT \"ID\", \"TOTAL\", \"NOTE\" FROM CI_DB.CI_SCHEMA.ORDERS WHERE \"BRAND_ID\" = 'brand_a' AND \"REMARK\" IS NULL AND \"AMOUNT\" IS NULL ORDER BY 1"));
        Assert.Equal(_sources[1].Expected, _sql.Rows("SELECT \"ID\", \"AMOUNT\", \"REMARK\" FROM CI_DB.CI_SCHEMA.ORDERS WHERE \"BRAND_ID\" = 'brand_b' AND \"NOTE\" IS NULL AND \"TOTAL\" IS NULL ORDER BY 1"));
        Assert.Equal(_sources[1].Expected, _sql.Rows("SELECT \"ID\", \"TOTAL\", \"NOTE\" FROM BRAND_B_DB.RAW_SCHEMA.ORDERS ORDER BY 1"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CopyStream_OfAStreamWithRows_KeepsThemWhenTheOtherIsRead(bool isAppendOnly)
    {
        _orders = isAppendOnly ? ShopSource.OrdersLog : ShopSource.Orders;
        _sources = [new("brand_a", 31, _orders), new("brand_b", 32, _orders)];
        await RunAsync(new SqlOptions());
        _sql.Run("ALTER TASK CI_DB.CI_SCHEMA.MERGE_CI SUSPEND");
        await CutsAsync(2);
        const string Of = "SELECT \"ID\", METADATA$ACTION, METADATA$ISUPDATE FROM BRAND_A_DB.RAW_SCHEMA.";
        var waiting = _sql.Rows(Of + "ORDERS_STREAM ORDER BY 1, 2, 3");

        _sql.Run(new SnowflakeSql(Model(null)).CopyStream("brand_a", "shop", "orders", "MINE").Text);

        Assert.NotEmpty(waiting);
        Assert.Equal(waiting, _sql.Rows(Of + "MINE ORDER BY 1, 2, 3"));
        _sql.Run("ALTER TASK CI_DB.CI_SCHEMA.MERGE_CI RESUME");
        await _emulator.DrainAsync();
        Assert.Empty(_sql.Rows(Of + "ORDERS_STREAM"));
        Assert.Equal(waiting, _sql.Rows(Of + "MINE ORDER BY 1, 2, 3"));
    }

    [Fact]
    public async Task FollowUps_AfterTheMerges_RunInTheirOrderAndSeeWhatWasMerged()
    {
        var options = new SqlOptions
        {
            FollowUps =
            [
                new FollowUpTask("COUNT_RAW", MergeTask.Raw, "INSERT INTO \"NOTED\" SELECT 'count', (SELECT COUNT(*) FROM \"RAW_SCHEMA\".\"ORDERS\")") { Brand = "brand_a" },
                new FollowUpTask("THEN", MergeTask.Raw, "BEGIN\n    INSERT INTO \"NOTED\" SELECT 'then', MAX(\"N\") FROM \"NOTED\" WHERE \"WHAT\" = 'count';\nEND") { Brand = "brand_a", After = ["COUNT_RAW"] },
                new FollowUpTask("BROKEN", MergeTask.Raw, "SELECT * FROM \"NOT_THERE\"") { Brand = "brand_b" },
                new FollowUpTask("LAST", MergeTask.Raw, "INSERT INTO \"NOTED\" SELECT 'last', 0") { IsFinalizer = true },
                new FollowUpTask("AFTER_CI", MergeTask.Ci, "INSERT INTO \"NOTED\" SELECT 'ci', COUNT(*) FROM \"ORDERS\""),
            ],
        };
        await RunAsync(options, tables: "CREATE TABLE IF NOT EXISTS {0}.\"NOTED\" (\"WHAT\" VARCHAR, \"N\" INT)");

        // The last run of each comes after the last merge.
        Assert.Equal($"{_sources[0].Rows.Count}", _sql.One("SELECT MAX_BY(n, at) FROM (SELECT \"N\" AS n, COUNT(*) AS at FROM BRAND_A_DB.STG_SCHEMA.NOTED WHERE \"WHAT\" = 'count' AND \"N\" = " + _sources[0].Rows.Count + " GROUP BY 1)"));
        Assert.Equal(["count", "last", "then"], _sql.Rows("SELECT DISTINCT \"WHAT\" FROM BRAND_A_DB.STG_SCHEMA.NOTED ORDER BY 1"));
        Assert.Equal(["last"], _sql.Rows("SELECT DISTINCT \"WHAT\" FROM BRAND_B_DB.STG_SCHEMA.NOTED"));
        Assert.NotEqual("0", _sql.One($"SELECT COUNT(*) FROM CI_DB.CI_SCHEMA.NOTED WHERE \"WHAT\" = 'ci' AND \"N\" = {_sources.Sum(source => source.Rows.Count)}"));
        Assert.Equal(["BROKEN"], _sql.Rows("SELECT DISTINCT name FROM TABLE(BRAND_B_DB.INFORMATION_SCHEMA.TASK_HISTORY(ERROR_ONLY => TRUE)) WHERE schema_name = 'STG_SCHEMA'"));
    }

    [Fact]
    public async Task FollowUps_PlannedAgain_ChangeNothingUntilOneChanges()
    {
        FollowUpTask task = new("TELL", MergeTask.Ci, "SELECT 1") { IsFinalizer = true };
        var first = new SqlOptions { FollowUps = [task] };
        await RunAsync(first);
        var model = Model(null, _store!.Location);

        Assert.Empty((await PlanAsync(first)).Steps);
        var changed = await PlanAsync(new SqlOptions { FollowUps = [task with { Statement = "SELECT 2" }] });
        Assert.Equal(["CI_DB.CI_SCHEMA.MERGE_CI", "CI_DB.CI_SCHEMA.TELL"], changed.Steps.Select(step => step.Statement.Name).Distinct().Order());
        await changed.ApplyAsync(_emulator);
        Assert.Empty((await PlanAsync(new SqlOptions { FollowUps = [task with { Statement = "SELECT 2" }] })).Steps);
        Assert.Equal(["MERGE_CI|started", "TELL|started"], _sql.Rows("SHOW TASKS IN SCHEMA CI_DB.CI_SCHEMA ->> SELECT \"name\", \"state\" FROM $1 ORDER BY 1"));
        await CutsAsync(1);
        Assert.Equal(_sources[0].Expected, _sql.Rows("SELECT \"ID\", \"TOTAL\", \"NOTE\" FROM CI_DB.CI_SCHEMA.ORDERS WHERE \"BRAND_ID\" = 'brand_a' ORDER BY 1"));

        Task<WarehousePlan> PlanAsync(SqlOptions options) => new WarehousePlanner(_emulator, options).PlanAsync(model);
    }

    private IReadOnlyList<string> Seen(string role, string brand) =>
        _sql.Rows($"USE ROLE {role}; SELECT \"ID\", \"TOTAL\", \"NOTE\" FROM CI_DB.API_SCHEMA.ORDERS WHERE \"BRAND_ID\" = '{brand}' ORDER BY \"ID\"");

    private WarehouseModel Model(TableRule? rule, Uri? store = null) => new(
        [.. new[] { "brand_a", "brand_b" }.Select(brand => new BrandModel(brand, $"{store ?? new Uri("file:///")}{StorePath.Brand(brand)}", [_orders]))],
        null,
        rule is null ? [] : [rule]);

    private async Task RunAsync(SqlOptions options, TableRule? rule = null, string? tables = null)
    {
        using var deployment = new SnowflakeDeployment(_emulator, new DeploymentOptions { Sql = options, Tables = rule is null ? [] : [rule] });
        _store = await _emulator.WatchAsync(new FolderObjectStore(Path.Combine(_folder, "store")));
        foreach (var source in _sources)
        {
            await deployment.EnsureBrandAsync(source.Brand, _store.Location);
        }

        foreach (var source in _sources)
        {
            await deployment.ShapeAppearedAsync(source.Brand, _orders, default);
        }

        foreach (var schema in tables is null ? [] : new[] { "BRAND_A_DB.STG_SCHEMA", "BRAND_B_DB.STG_SCHEMA", "CI_DB.CI_SCHEMA" })
        {
            _sql.Run(string.Format(System.Globalization.CultureInfo.InvariantCulture, tables!, schema));
        }

        await CutsAsync(4);
    }

    private async Task CutsAsync(int cuts)
    {
        for (var cut = 0; cut < cuts; cut++)
        {
            foreach (var source in _sources)
            {
                await source.CutAsync(_store!);
            }

            _clock.Advance(TimeSpan.FromSeconds(10));
            await _emulator.DrainAsync();
        }
    }
}
