using System.Data.Common;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.Emulator.Tests.Planning;

/// <summary>A deployment that is told of brands and shapes while rows flow: what it keeps in memory stays what the account has, so a plan made from scratch at the end finds nothing to do.</summary>
public sealed class DeploymentOnLiveDataTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deploy-").FullName;
    private readonly SnowflakeEmulator _emulator = new(new EmulatorOptions { Chaos = new PipeChaos { Seed = 5 } });
    private readonly ChangingSource[] _sources;
    private IObjectStore _store = null!;
    private SnowflakeDeployment _deployment;
    private DeploymentOptions _options = new();

    public DeploymentOnLiveDataTests()
    {
        Random random = new(5);
        _sources = [new ChangingSource("brand_a", random), new ChangingSource("brand_b", random)];
        _deployment = new SnowflakeDeployment(_emulator);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await _emulator.WatchAsync(new FolderObjectStore(Path.Combine(_folder, "store")), Cancellation);

    public async ValueTask DisposeAsync()
    {
        _deployment.Dispose();
        await _emulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task ShapesAppeared_AddedAndWidenedColumns_BothBrandsAtOnce()
    {
        await Task.WhenAll(_sources.Select(TellAsync));
        await FlowAsync(2);
        _sources[0].Orders.AddColumn("channel");
        _sources[1].Orders.WidenTotal();
        await Task.WhenAll(_sources.Select(source => _deployment.ShapeAppearedAsync(source.Brand, source.Orders.Shape, Cancellation)));
        await FlowAsync(2);
        _sources[0].Orders.WidenTotal();
        await _deployment.ShapeAppearedAsync("brand_a", _sources[0].Orders.Shape, Cancellation);
        await FlowAsync(2);

        await EqualAsync("id", "total", "note", "channel");
    }

    [Fact]
    public async Task ShapesAppeared_RenamesDeclared_ValuesStayInOneColumn()
    {
        await Task.WhenAll(_sources.Select(TellAsync));
        await FlowAsync(3);
        foreach (var source in _sources)
        {
            await source.CutAsync(_store); // on its way in the old shape
            source.Orders.Rename("note", "remark");
        }

        await RestartAsync(new DeploymentOptions { Renames = [new ColumnRename("shop", "orders", "note", "remark")] });
        await FlowAsync(2);

        await EqualAsync("id", "total", "remark");
    }

    [Fact]
    public async Task ShapesAppeared_RenamedInTheFirstBrandOnly_TheOtherGoesOnUnderTheNewName()
    {
        await Task.WhenAll(_sources.Select(TellAsync));
        await FlowAsync(3);
        _sources[0].Orders.Rename("note", "remark");

        await RestartAsync(new DeploymentOptions { Renames = [new ColumnRename("shop", "orders", "note", "remark")] });
        await FlowAsync(2);
        await _emulator.DrainAsync(Cancellation);

        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        Assert.Equal(_sources[0].Orders.Expected("id", "remark"), sql.Rows("SELECT \"ID\", \"REMARK\" FROM CI_DB.CI_SCHEMA.ORDERS WHERE \"BRAND_ID\" = 'brand_a' ORDER BY 1"));
        Assert.Equal(_sources[1].Orders.Expected("id", "note"), sql.Rows("SELECT \"ID\", \"REMARK\" FROM CI_DB.CI_SCHEMA.ORDERS WHERE \"BRAND_ID\" = 'brand_b' ORDER BY 1"));
    }

    [Fact]
    public async Task ShapesAppeared_DropDeclared_KeepsTheValuesUnderAnotherName()
    {
        await Task.WhenAll(_sources.Select(TellAsync));
        await FlowAsync(2);
        await _emulator.DrainAsync(Cancellation);
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        var kept = sql.Rows("SELECT \"ID\", \"NOTE\" FROM CI_DB.CI_SCHEMA.ORDERS ORDER BY \"BRAND_ID\", \"ID\"");
        Array.ForEach(_sources, source => source.Orders.Drop("note"));

        await RestartAsync(new DeploymentOptions { Drops = [new ColumnDrop("shop", "orders", "note")] });

        Assert.Equal(kept, sql.Rows("SELECT \"ID\", \"NOTE__DROPPED\" FROM CI_DB.CI_SCHEMA.ORDERS ORDER BY \"BRAND_ID\", \"ID\""));
        await FlowAsync(2);
        await EqualAsync("id", "total");
    }

    [Fact]
    public async Task ShapesAppeared_DropWithCutsOnTheirWay_IsRefusedUntilTheyAreMerged()
    {
        await TellAsync(_sources[0]);
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        sql.Run("ALTER TASK BRAND_A_DB.STG_SCHEMA.MERGE_RAW SUSPEND");
        await _sources[0].CutAsync(_store);
        await _emulator.DrainAsync(Cancellation);
        _sources[0].Orders.Drop("note");
        _deployment.Dispose();
        _deployment = new SnowflakeDeployment(_emulator, new DeploymentOptions { Drops = [new ColumnDrop("shop", "orders", "note")] });

        await Assert.ThrowsAsync<PlanException>(() => TellAsync(_sources[0]));
        sql.Run("ALTER TASK BRAND_A_DB.STG_SCHEMA.MERGE_RAW RESUME");
        await _emulator.DrainAsync(Cancellation);
        await TellAsync(_sources[0]);

        Assert.Contains("NOTE__DROPPED", string.Join(' ', sql.Rows("DESCRIBE TABLE BRAND_A_DB.RAW_SCHEMA.ORDERS")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recall_AfterARestart_CisTaskIsReplacedOnceAtTheMost()
    {
        await Task.WhenAll(_sources.Select(TellAsync));
        await FlowAsync(2);
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        var before = ResumedOn(sql);
        _deployment.Dispose();
        _deployment = new SnowflakeDeployment(_emulator);
        await _sources[0].CutAsync(_store);

        await _deployment.RecallAsync(_store.Location, _sources.ToDictionary(source => source.Brand, source => (IReadOnlyList<SourceTable>)source.Orders.Shapes), Cancellation);
        foreach (var source in _sources)
        {
            await TellAsync(source);
        }

        Assert.Equal(before, ResumedOn(sql));
        _sources[0].Orders.AddColumn("channel");
        await _deployment.ShapeAppearedAsync("brand_a", _sources[0].Orders.Shape, Cancellation);
        await FlowAsync(2);
        Assert.NotEqual(before, ResumedOn(sql));
        await EqualAsync("id", "total", "note", "channel");

        // A task that is replaced is resumed again.
        static object ResumedOn(DbConnection sql)
        {
            using var command = sql.CreateCommand();
            command.CommandText = "SHOW TASKS IN SCHEMA CI_DB.CI_SCHEMA";
            using var tasks = command.ExecuteReader();
            Assert.True(tasks.Read());
            return tasks["last_committed_on"];
        }
    }

    private async Task RestartAsync(DeploymentOptions options)
    {
        _deployment.Dispose();
        _options = options;
        _deployment = new SnowflakeDeployment(_emulator, options);
        foreach (var source in _sources)
        {
            await TellAsync(source);
        }
    }

    private async Task TellAsync(ChangingSource source)
    {
        await _deployment.EnsureBrandAsync(source.Brand, _store.Location, Cancellation);
        await _deployment.ShapesAppearedAsync(source.Brand, source.Orders.Shapes, Cancellation);
    }

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
        var model = new WarehouseModel([.. _sources.Select(source =>
            new BrandModel(source.Brand, $"{_store.Location.AbsoluteUri}{StorePath.Brand(source.Brand)}", [.. source.Orders.Shapes.Distinct()]) { Renames = _options.Renames, Drops = _options.Drops })]);
        Assert.Equal("", (await new WarehousePlanner(_emulator).PlanAsync(model, Cancellation)).ToScript());
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        var list = string.Join(", ", columns.Select(column => $"\"{column.ToUpperInvariant()}\""));
        foreach (var source in _sources)
        {
            Assert.Equal(source.Orders.Expected(columns), sql.Rows($"SELECT {list} FROM CI_DB.CI_SCHEMA.ORDERS WHERE \"BRAND_ID\" = '{source.Brand}' ORDER BY \"ID\""));
        }
    }
}
