using System.Globalization;
using CdcToSnowflake.Emulator.Tests.Tasks;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.Emulator.Tests.Planning;

/// <summary>Plans applied while files load late, twice and out of order and tasks merge: what comes out is what the sources hold, and a second plan has nothing to do.</summary>
public sealed partial class PlanOnLiveDataTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plan-").FullName;
    private readonly Random _random = new(11);
    private readonly LeapingClock _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SnowflakeEmulator _emulator;
    private readonly List<ColumnRename> _renames = [];
    private readonly List<ColumnDrop> _drops = [];
    private SqlOptions _options = new();
    private List<ChangingSource> _sources = [];
    private IObjectStore _store = null!;

    public PlanOnLiveDataTests() => _emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = _clock, Chaos = new PipeChaos { Seed = 11 } });

    /// <summary>As if each task had room for nothing.</summary>
    private static SqlOptions InProcedures => new() { MaxTaskBytes = 1_000, MaxProcedureBytes = 1_000 };

    private static SourceTable Customers => new("shop", "customers", [new SourceColumn("id", new SourceType(SourceKind.BigInt), false), new SourceColumn("name", new SourceType(SourceKind.VarChar) { Length = 20 }, true)], ["id"]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await _emulator.WatchAsync(new FolderObjectStore(Path.Combine(_folder, "store")), Cancellation);
        _sources = [new ChangingSource("brand_a", _random), new ChangingSource("brand_b", _random)];
    }

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NewAccount_PlanApplied_TheSecondPlanIsEmptyAndRowsFlow(bool inProcedures)
    {
        _options = inProcedures ? InProcedures : _options;
        await ApplyAsync();
        await FlowAsync(4);

        Assert.Equal("", (await PlanAsync()).ToScript());
        await EqualAsync("id", "total", "note");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BrokenOffAfterEachStep_PlannedAnew_EndsTheSame(bool inProcedures)
    {
        _options = inProcedures ? InProcedures : _options;
        var stride = Environment.GetEnvironmentVariable("CDC_TEST_LONG") == "1" ? 1 : 2;
        var (breaks, limit, first) = (0, stride, "");
        for (var plan = await PlanAsync(); !plan.IsEmpty; plan = await PlanAsync())
        {
            // One step more than the last time if that led nowhere: a task that was made and not yet labelled is made again.
            limit = plan.Steps[0].Statement.Text == first ? limit + 1 : stride;
            first = plan.Steps[0].Statement.Text;
            using var stop = new CancellationTokenSource();
            var done = 0;
            var end = await Record.ExceptionAsync(() => plan.ApplyAsync(_emulator, progress: new Told(_ => { if (++done == limit) { stop.Cancel(); } }), cancellationToken: stop.Token));
            Assert.True(end is null or OperationCanceledException, end?.ToString());
            Assert.True(++breaks < 300, "The plan never ends: " + plan.Steps[0].Reason);
            if (breaks % (8 / stride) == 0)
            {
                await FlowAsync(1);
            }
        }

        await FlowAsync(3);
        await EqualAsync("id", "total", "note");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ColumnAddedInOneBrand_StgRawCiAndTasksFollow(bool inProcedures)
    {
        _options = inProcedures ? InProcedures : _options;
        await ApplyAsync();
        await FlowAsync(3);
        _sources[0].Orders.AddColumn("channel");
        await FlowAsync(2); // files of a shape that the account doesn't know wait
        await ApplyAsync();
        await FlowAsync(3);

        await EqualAsync("id", "total", "note", "channel");
    }

    [Fact]
    public async Task ColumnWidened_ValuesOfBothWidthsAreThere()
    {
        await ApplyAsync();
        await FlowAsync(2);
        _sources[1].Orders.WidenTotal();
        await FlowAsync(1);
        await ApplyAsync();
        await FlowAsync(3);

        await EqualAsync("id", "total", "note");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ColumnRenamedByAMap_KeepsTheValuesOfRowsThatNobodyTouched(bool inProcedures)
    {
        _options = inProcedures ? InProcedures : _options;
        await ApplyAsync();
        await FlowAsync(3);
        foreach (var source in _sources)
        {
            await source.CutAsync(_store); // on its way in the old shape
            source.Orders.Rename("note", "remark");
            await source.CutAsync(_store);
        }

        _renames.Add(new ColumnRename("shop", "orders", "note", "remark"));
        await ApplyAsync();
        await FlowAsync(2);

        await EqualAsync("id", "total", "remark");
    }

    [Fact]
    public async Task ColumnDropped_IsKeptUnderAnotherNameAndComesBackAsANewOne()
    {
        await ApplyAsync();
        await FlowAsync(3);
        await _emulator.DrainAsync(Cancellation);
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        var kept = sql.Rows("SELECT \"ID\", \"NOTE\" FROM BRAND_A_DB.RAW_SCHEMA.ORDERS ORDER BY 1");
        _drops.Add(new ColumnDrop("shop", "orders", "note"));
        foreach (var source in _sources)
        {
            source.Orders.Drop("note");
        }

        await ApplyAsync();
        Assert.Equal(kept, sql.Rows("SELECT \"ID\", \"NOTE__DROPPED\" FROM BRAND_A_DB.RAW_SCHEMA.ORDERS ORDER BY 1"));
        await FlowAsync(3);
        await EqualAsync("id", "total");
    }

    [Fact]
    public async Task ColumnDropDeclaredBeforeTheSourceMakesIt_ValuesFlowUntilThen()
    {
        _drops.Add(new ColumnDrop("shop", "orders", "note"));
        await ApplyAsync();
        await FlowAsync(3);
        await EqualAsync("id", "total", "note");
        _sources[0].Orders.Drop("note");
        await ApplyAsync(); // brand_b has it yet
        await FlowAsync(2);
        await _emulator.DrainAsync(Cancellation);
        _sources[1].Orders.Drop("note");
        await ApplyAsync();
        await FlowAsync(2);

        await EqualAsync("id", "total");
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        Assert.Contains("NOTE__DROPPED", string.Join(' ', sql.Rows("DESCRIBE TABLE CI_DB.CI_SCHEMA.ORDERS")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BrandAdded_TheOthersGoOn(bool inProcedures)
    {
        _options = inProcedures ? InProcedures : _options;
        var late = _sources[1];
        _sources.Remove(late);
        await ApplyAsync();
        await FlowAsync(3);
        for (var i = 0; i < 3; i++)
        {
            await late.CutAsync(_store); // before Snowflake knows the brand
        }

        _sources.Add(late);
        await ApplyAsync();
        await FlowAsync(3);

        await EqualAsync("id", "total", "note");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TableAdded_ItsRowsFlowBesideTheOthers(bool inProcedures)
    {
        _options = inProcedures ? InProcedures : _options;
        await ApplyAsync();
        await FlowAsync(2);
        _sources.ForEach(source => source.AddTable(Customers));
        await FlowAsync(2); // files of a table that the account doesn't know wait
        await ApplyAsync();
        await FlowAsync(2);

        await EqualAsync("id", "total", "note");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StreamWentStale_IsMadeAnewAndCiReconciled_WithNoRowLostOrDoubled(bool isLog)
    {
        TakeAs(isLog ? ShopSource.OrdersLog : ShopSource.Orders);
        await ApplyAsync();
        await FlowAsync(3);
        await GoStaleAsync();

        var plan = await PlanAsync();

        Assert.Equal(2, plan.Steps.Count(step => step.Statement.Template == "stream/reconcile-raw" && step.Reason.StartsWith("the stream is stale", StringComparison.Ordinal)));
        Assert.All(plan.Steps.Where(step => step.Statement.Template == "stream/reconcile-raw"), step => Assert.True(step.Cost.Rows > 0));
        await _sources[0].CutAsync(_store); // in flight while the plan runs
        await plan.ApplyAsync(_emulator, progress: new Told(_ => _emulator.StepAsync(Cancellation).GetAwaiter().GetResult()), cancellationToken: Cancellation);
        await FlowAsync(2);

        await (isLog ? SameLogsAsync() : EqualAsync("id", "total", "note"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StreamWentStale_BrokenOffOnceItWasMadeAnew_TheNextPlanReconciles(bool isLog)
    {
        TakeAs(isLog ? ShopSource.OrdersLog : ShopSource.Orders);
        await ApplyAsync();
        await FlowAsync(3);
        await GoStaleAsync();
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        var step = (await PlanAsync()).Steps.First(step => step.Statement.Template == "stream/reconcile-raw");
        sql.Run(step.Statement.Text.Split(';')[0]["BEGIN".Length..]);
        sql.Run("ALTER TASK CI_DB.CI_SCHEMA.MERGE_CI RESUME");
        await FlowAsync(1); // CI merges what the new stream brings, and still lacks what the stale one had

        Assert.Contains((await PlanAsync()).Steps, again => again.Statement == step.Statement && again.Reason.Contains("broken off", StringComparison.Ordinal));
        await ApplyAsync();
        await FlowAsync(1);

        await (isLog ? SameLogsAsync() : EqualAsync("id", "total", "note"));
    }

    [Fact]
    public async Task StreamDropped_CiForgetsTheRowsThatWentMeanwhile()
    {
        await ApplyAsync();
        await FlowAsync(3);
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        sql.Run("DROP STREAM BRAND_A_DB.RAW_SCHEMA.ORDERS_STREAM");
        await FlowAsync(4);
        await _emulator.DrainAsync(Cancellation);

        await ApplyAsync();

        await EqualAsync("id", "total", "note");
    }

    [Fact]
    public async Task LoadedByTheTaskWithPurge_TheSecondPlanIsEmpty()
    {
        var planner = new WarehousePlanner(_emulator, new SqlOptions { Loading = LoadMode.Task, TaskSchedule = TimeSpan.FromSeconds(10), StgKeep = TimeSpan.FromDays(7) });
        await (await planner.PlanAsync(Model(), Cancellation)).ApplyAsync(_emulator, cancellationToken: Cancellation);

        Assert.Equal("", (await planner.PlanAsync(Model(), Cancellation)).ToScript());
    }

    /// <summary>RAW goes on while CI stands still for longer than its streams keep.</summary>
    private async Task GoStaleAsync()
    {
        await _emulator.DrainAsync(Cancellation);
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        Assert.NotEqual("0", sql.One("SELECT COUNT(*) FROM CI_DB.CI_SCHEMA.ORDERS"));
        sql.Run("ALTER TASK CI_DB.CI_SCHEMA.MERGE_CI SUSPEND");
        await FlowAsync(3);
        await _emulator.DrainAsync(Cancellation);
        _clock.Advance(TimeSpan.FromDays(15));
        await FlowAsync(2);
    }

    private WarehouseModel Model() => new([.. _sources.Select(source =>
        new BrandModel(source.Brand, $"{_store.Location.AbsoluteUri}{StorePath.Brand(source.Brand)}", [.. source.Tables.SelectMany(table => table.Shapes).Distinct()]) { Renames = _renames, Drops = _drops })]);

    private Task<WarehousePlan> PlanAsync() => new WarehousePlanner(_emulator, _options).PlanAsync(Model(), Cancellation);

    private void TakeAs(SourceTable shape)
    {
        foreach (var source in _sources)
        {
            source.Orders.Shapes[0] = shape;
        }
    }

    private async Task ApplyAsync() => await (await PlanAsync()).ApplyAsync(_emulator, cancellationToken: Cancellation);

    private async Task FlowAsync(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            foreach (var source in _sources)
            {
                await source.CutAsync(_store);
            }

            await _emulator.StepAsync(Cancellation);
        }
    }

    private async Task EqualAsync(params string[] columns)
    {
        await _emulator.DrainAsync(Cancellation);
        Assert.Empty((await PlanAsync()).Steps.Select(step => step.Statement.Text));
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        var list = string.Join(", ", columns.Select(column => $"\"{column.ToUpperInvariant()}\""));
        foreach (var source in _sources)
        {
            var there = columns.Where(column => source.Orders.Shape.Columns.Any(known => known.Name == column)).ToArray();
            var rawList = string.Join(", ", there.Select(column => $"\"{column.ToUpperInvariant()}\""));
            Assert.Equal(source.Orders.Expected(there), sql.Rows($"SELECT {rawList} FROM {source.Brand}_DB.RAW_SCHEMA.ORDERS ORDER BY \"ID\""));
            Assert.Equal(source.Orders.Expected(columns), sql.Rows($"SELECT {list} FROM CI_DB.CI_SCHEMA.ORDERS WHERE \"BRAND_ID\" = '{source.Brand}' ORDER BY \"ID\""));
            foreach (var added in source.Tables.Except([source.Orders]))
            {
                // The pipe may have loaded a file twice: each change is there once, and no change is missing.
                Assert.Equal(added.Changes.ToString(CultureInfo.InvariantCulture), sql.One($"SELECT COUNT(DISTINCT \"_CUT\", \"_SEQ\") FROM {source.Brand}_DB.STG_SCHEMA.CUSTOMERS"));
                Assert.Equal(added.Expected("id", "name"), sql.Rows($"SELECT \"ID\", \"NAME\" FROM {source.Brand}_DB.RAW_SCHEMA.CUSTOMERS ORDER BY \"ID\""));
                Assert.Equal(added.Expected("id", "name"), sql.Rows($"SELECT \"ID\", \"NAME\" FROM CI_DB.CI_SCHEMA.CUSTOMERS WHERE \"BRAND_ID\" = '{source.Brand}' ORDER BY \"ID\""));
            }
        }
    }

    private async Task SameLogsAsync()
    {
        await _emulator.DrainAsync(Cancellation);
        Assert.Equal("", (await PlanAsync()).ToScript());
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        foreach (var source in _sources)
        {
            var log = sql.Rows($"SELECT \"_CUT\", \"_SEQ\", \"_OP\", \"ID\", \"TOTAL\" FROM {source.Brand}_DB.RAW_SCHEMA.ORDERS ORDER BY 1, 2");
            Assert.Equal(source.Orders.Changes, log.Count);
            Assert.Equal(log, sql.Rows($"SELECT \"_CUT\", \"_SEQ\", \"_OP\", \"ID\", \"TOTAL\" FROM CI_DB.CI_SCHEMA.ORDERS WHERE \"BRAND_ID\" = '{source.Brand}' ORDER BY 1, 2"));
        }
    }

    private sealed class Told(Action<PlanStep> hear) : IProgress<PlanStep>
    {
        public void Report(PlanStep value) => hear(value);
    }
}
