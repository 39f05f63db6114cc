using System.Data.Common;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;
using CdcToSnowflake.Warehouse.Planning;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Planning;

/// <summary>Options that change, and objects that go, on an account that has rows: the plan brings what it says, a second one has nothing to do, and no row is lost.</summary>
public sealed class ChangedOptionsFlowTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("options-").FullName;
    private readonly SnowflakeEmulator _emulator = new();
    private readonly ShopSource[] _sources = [new("brand_a", 1), new("brand_b", 2)];
    private IObjectStore _store = null!;
    private DbConnection _sql = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await _emulator.WatchAsync(new FolderObjectStore(Path.Combine(_folder, "store")), Cancellation);
        _sql = await _emulator.OpenConnectionAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _sql.DisposeAsync();
        await _emulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Plan_SettingsOfWhatIsThere_AreAppliedOnceAndRowsFlowOn()
    {
        await ApplyAsync(new SqlOptions());
        await FlowAsync();
        SqlOptions options = new()
        {
            StgRetentionDays = 3, RawRetentionDays = 4, CiRetentionDays = 5,
            Account = new AccountOptions { Errors = new ErrorNotificationOptions("arn:aws:sns:eu-central-1:1:errors", "arn:aws:iam::1:role/sns"), Warehouses = [] },
        };
        TableRule[] rules = [new TableRule("shop.orders", new TableOptions { RawClusterBy = ["NOTE"], CiClusterBy = ["NOTE", "ID"] })];

        var plan = await PlanAsync(options, rules);
        Assert.Equal(4, plan.Steps.Count(step => step.Statement.Template == "pipe/set-errors"));
        Assert.Equal(7, plan.Steps.Count(step => step.Statement.Template == "table/set-retention"));
        Assert.Equal(3, plan.Steps.Count(step => step.Statement.Template == "cost/cluster-by"));
        Assert.DoesNotContain(plan.Steps, step => step.Statement.Template.StartsWith("pipe/create", StringComparison.Ordinal));
        await plan.ApplyAsync(_emulator, cancellationToken: Cancellation);

        Assert.Equal("", (await PlanAsync(options, rules)).ToScript());
        await FlowAsync();
        AssertCi();
        _sql.Run("ALTER TABLE CI_DB.CI_SCHEMA.ORDERS SET DATA_RETENTION_TIME_IN_DAYS = 9");
        plan = await PlanAsync(options, rules);
        Assert.Empty(plan.Steps);
        Assert.Contains("keeps 9 days", Assert.Single(plan.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_ChangesMayBeKeptForLongerForStreams_TablesThatAreThereFollowThoughAPlanIsBrokenOff()
    {
        const string Days = "SHOW PARAMETERS LIKE 'MAX_DATA%' IN TABLE BRAND_A_DB.";
        await ApplyAsync(new SqlOptions());
        SqlOptions options = new() { RawExtensionDays = 30 };

        var plan = await PlanAsync(options);
        Assert.Equal(["CDC_CUT", "CDC_CUT", "ORDERS", "ORDERS"], plan.Steps.Select(step => step.Statement.Object!.Parts[^1]).Order(StringComparer.Ordinal));
        Assert.All(plan.Steps, step => Assert.Equal("table/set-extension", step.Statement.Template));
        _sql.Run(plan.Steps[0].Statement.Text);
        await ApplyAsync(options);

        Assert.Equal(["30", "30"], [Kept("STG_SCHEMA.CDC_CUT"), Kept("RAW_SCHEMA.ORDERS")]);
        Assert.Equal("", (await PlanAsync(options)).ToScript());
        plan = await PlanAsync(new SqlOptions { RawExtensionDays = 20 });
        Assert.Empty(plan.Steps);
        Assert.Equal(4, plan.Remarks.Count(remark => remark.Contains("for 30 days", StringComparison.Ordinal)));

        string? Kept(string table) => _sql.One($"{Days}{table} ->> SELECT \"value\" FROM $1");
    }

    [Fact]
    public async Task Deployment_ToldOfOneBrandAndThenItsShapes_ComparesRawsDaysForStreamsToo()
    {
        await ApplyAsync(new SqlOptions());

        using var deployment = await DeployAsync(new DeploymentOptions { Sql = new SqlOptions { RawExtensionDays = 30 } });

        Assert.Equal("30", _sql.One("SHOW PARAMETERS LIKE 'MAX_DATA%' IN TABLE BRAND_A_DB.RAW_SCHEMA.ORDERS ->> SELECT \"value\" FROM $1"));
    }

    [Fact]
    public async Task Deployment_CiTableIsGoneAndBrandsAreToldOneByOne_EachBringsItsRows()
    {
        await DeployAsync(new DeploymentOptions());
        await FlowAsync();
        _sql.Run("DROP TABLE CI_DB.CI_SCHEMA.ORDERS");

        await DeployAsync(new DeploymentOptions());

        await FlowAsync();
        AssertCi();
        Assert.Equal("", (await PlanAsync(new SqlOptions())).ToScript());
    }

    [Fact]
    public async Task Deployment_BrandGoesIntoAnothersCiTable_BringsItsRows()
    {
        await DeployAsync(new DeploymentOptions { Tables = [new TableRule("shop.orders", new TableOptions { CiTable = "APART" }) { Brand = "brand_b" }] });
        await FlowAsync();

        await DeployAsync(new DeploymentOptions());

        await FlowAsync();
        AssertCi();
        await DeployAsync(new DeploymentOptions());
        Assert.Empty((await PlanAsync(new SqlOptions())).Steps);
    }

    [Fact]
    public async Task Plan_TableOfManifestsIsGone_IsMadeAndTheMergeStartsAgain()
    {
        await ApplyAsync(new SqlOptions());
        await FlowAsync();
        _sql.Run("DROP TABLE BRAND_A_DB.STG_SCHEMA.CDC_CUT");

        Assert.Contains("CDC_CUT_PIPE remembers", Assert.Single((await PlanAsync(new SqlOptions())).Remarks), StringComparison.Ordinal);
        await ApplyAsync(new SqlOptions());

        await FlowAsync();
        AssertCi();
        Assert.Equal("", (await PlanAsync(new SqlOptions())).ToScript());
    }

    [Fact]
    public async Task Plan_WatermarkIsGone_IsRefused()
    {
        await ApplyAsync(new SqlOptions());
        await FlowAsync();
        _sql.Run("DROP TABLE BRAND_A_DB.STG_SCHEMA.CDC_PROGRESS");

        Assert.Contains("CDC_PROGRESS", (await Assert.ThrowsAsync<PlanException>(() => PlanAsync(new SqlOptions()))).Message, StringComparison.Ordinal);
    }

    /// <summary>"Create a sequence of tasks with a task graph": nothing of a graph is replaced while its root is started.</summary>
    [Fact]
    public async Task Plan_FollowUpsBehindAStartedMerge_IsSuspendedReplacedAndResumed()
    {
        SqlOptions options = new() { FollowUps = [new("TELL", MergeTask.Ci, "SELECT 1")] };
        await ApplyAsync(options);
        await FlowAsync();

        await ApplyAsync(options with { TaskTargetCompletion = TimeSpan.FromMinutes(2) });

        await FlowAsync();
        AssertCi();
        // The script of all, too, can run again.
        foreach (var statement in new SnowflakeSql(Model(), options).SetUpCiTask())
        {
            _sql.Run(statement.Text);
        }
    }

    [Theory]
    [InlineData(MergeScope.Brand)]
    [InlineData(MergeScope.Table)]
    public async Task FindMergedCut_CutsThatAreOnlyLoadedOrMergedByOneTable_Count(MergeScope scope)
    {
        using var deployment = await DeployAsync(new DeploymentOptions { Sql = new SqlOptions { RawScope = scope } });
        Assert.Equal(0UL, await deployment.FindMergedCutAsync("brand_a", Cancellation));
        await FlowAsync();
        Assert.Equal(1UL, await deployment.FindMergedCutAsync("brand_a", Cancellation));
        _sql.Run("ALTER TASK BRAND_A_DB.STG_SCHEMA.MERGE_RAW SUSPEND");

        await FlowAsync();

        Assert.Equal(2UL, await deployment.FindMergedCutAsync("brand_a", Cancellation));
        _sql.Run("INSERT INTO BRAND_A_DB.STG_SCHEMA.CDC_PROGRESS (\"NAME\", \"MERGED_CUT\") SELECT 'shop.foremost', 5");
        Assert.Equal(5UL, await deployment.FindMergedCutAsync("brand_a", Cancellation));
    }

    /// <summary>"ALTER PIPE": REFRESH sees files of 7 days, and none that a COPY has loaded.</summary>
    [Fact]
    public async Task Plan_FilesThatAreOlderThanNewPipesSee_AreLoadedByTheTaskAndNotAgainByThePipes()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow.AddDays(30));
        await using SnowflakeEmulator later = new(new EmulatorOptions { Clock = clock });
        await _sources[0].CutAsync(_store);
        var watched = await later.WatchAsync(new FolderObjectStore(Path.Combine(_folder, "store")), Cancellation);
        await using var sql = await later.OpenConnectionAsync(Cancellation);
        WarehouseModel model = new([Model().Brands[0]]);
        await ApplyAsync(LoadMode.Pipes);
        Assert.Equal("0", sql.One("SELECT \"MERGED_CUT\" FROM BRAND_A_DB.STG_SCHEMA.CDC_PROGRESS"));

        await ApplyAsync(LoadMode.Task);
        Assert.Contains("of its pipes", Assert.Single((await PlanAsync(LoadMode.Task)).Remarks), StringComparison.Ordinal);
        Assert.Equal("1", sql.One("SELECT \"MERGED_CUT\" FROM BRAND_A_DB.STG_SCHEMA.CDC_PROGRESS"));
        await ApplyAsync(LoadMode.Pipes);
        await _sources[0].CutAsync(watched);
        await later.DrainAsync(Cancellation);

        Assert.Equal(_sources[0].Expected, sql.Rows("SELECT \"ID\", \"TOTAL\", \"NOTE\" FROM CI_DB.CI_SCHEMA.ORDERS ORDER BY \"ID\""));
        Assert.Equal("2", sql.One("SELECT COUNT(*) FROM BRAND_A_DB.STG_SCHEMA.CDC_CUT WHERE \"KIND\" = 'cut'"));

        Task<WarehousePlan> PlanAsync(LoadMode loading) => new WarehousePlanner(later, new SqlOptions { Loading = loading }).PlanAsync(model, Cancellation);

        async Task ApplyAsync(LoadMode loading)
        {
            await (await PlanAsync(loading)).ApplyAsync(later, cancellationToken: Cancellation);
            for (var minute = 0; minute < 3; minute++)
            {
                await later.DrainAsync(Cancellation);
                clock.Advance(TimeSpan.FromMinutes(1));
            }

            await later.DrainAsync(Cancellation);
        }
    }

    [Fact]
    public async Task Deployment_SomethingIsLeftAlone_IsToldOnce()
    {
        (await DeployAsync(new DeploymentOptions())).Dispose();
        _sql.Run("COMMENT ON PIPE BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE IS 'mine'");
        List<string> remarks = [];
        using SnowflakeDeployment deployment = new(_emulator) { Remarked = remarks.Add };

        await TellAsync(deployment);

        Assert.Contains("CDC_CUT_PIPE", Assert.Single(remarks), StringComparison.Ordinal);
    }

    private WarehouseModel Model(params TableRule[] rules) => new([.. _sources.Select(source => new BrandModel(source.Brand, $"{_store.Location.AbsoluteUri}{StorePath.Brand(source.Brand)}", [source.Table]))], null, rules);

    private Task<WarehousePlan> PlanAsync(SqlOptions options, params TableRule[] rules) => new WarehousePlanner(_emulator, options).PlanAsync(Model(rules), Cancellation);

    private async Task ApplyAsync(SqlOptions options) => await (await PlanAsync(options)).ApplyAsync(_emulator, cancellationToken: Cancellation);

    private async Task<SnowflakeDeployment> DeployAsync(DeploymentOptions options)
    {
        SnowflakeDeployment deployment = new(_emulator, options);
        await TellAsync(deployment);
        return deployment;
    }

    private async Task TellAsync(SnowflakeDeployment deployment)
    {
        foreach (var source in _sources)
        {
            await deployment.EnsureBrandAsync(source.Brand, _store.Location, Cancellation);
            await deployment.ShapeAppearedAsync(source.Brand, source.Table, Cancellation);
        }
    }

    private async Task FlowAsync()
    {
        foreach (var source in _sources)
        {
            await source.CutAsync(_store);
        }

        await _emulator.DrainAsync(Cancellation);
    }

    private void AssertCi() => Assert.All(
        _sources, source => Assert.Equal(source.Expected, _sql.Rows($"SELECT \"ID\", \"TOTAL\", \"NOTE\" FROM CI_DB.CI_SCHEMA.ORDERS WHERE \"BRAND_ID\" = '{source.Brand}' ORDER BY \"ID\"")));
}
