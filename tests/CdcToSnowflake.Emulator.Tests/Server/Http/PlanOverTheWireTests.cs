using CdcToSnowflake.Emulator.Server.Http;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.Emulator.Tests.Server.Http;

/// <summary>Plans made and applied through the SQL API, over a line that breaks, by programs that are stopped.</summary>
public sealed class PlanOverTheWireTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wire-plan-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ApplyAsync_BrokenOffAndPlannedAnew_RunsEachStatementOnceAndTheRowsFlow()
    {
        await using var wire = new WireServer(
            new EmulatorServerOptions { Faults = request => (request.Number % 7, request.Number % 2) switch { (0, 0) => ServerFault.LostAnswer, (0, _) => ServerFault.LostRequest, _ => null } },
            clock: new ShortWaits());
        var store = await wire.Emulator.WatchAsync(new FolderObjectStore(Path.Combine(_folder, "store")), Cancellation);
        var sources = new[] { new ShopSource("brand_a", 1), new ShopSource("brand_b", 101) };
        WarehouseModel model = new([.. sources.Select(source => new BrandModel(source.Brand, $"{store.Location.AbsoluteUri}{StorePath.Brand(source.Brand)}", [ShopSource.Orders]))]);
        WarehousePlanner planner = new(wire.Source);
        var whole = await planner.PlanAsync(model, Cancellation);
        var done = new List<string>();

        // Stopped after three steps, each time by a program that knows nothing of the one before; a step later where that led nowhere.
        var (breaks, steps, first) = (0, 3, "");
        for (var plan = whole; !plan.IsEmpty; plan = await planner.PlanAsync(model, Cancellation))
        {
            steps = plan.Steps[0].Statement.Text == first ? steps + 1 : 3;
            first = plan.Steps[0].Statement.Text;
            using var stop = new CancellationTokenSource();
            var limit = steps;
            var end = await Record.ExceptionAsync(() => plan.ApplyAsync(
                wire.Source, progress: new Told(step => { done.Add(step.Statement.Text); if (--limit == 0) { stop.Cancel(); } }), cancellationToken: stop.Token));
            Assert.True(end is null or OperationCanceledException, end?.ToString());
            Assert.True(++breaks < 300, "The plan never ends: " + plan.Steps[0].Reason);
            if (breaks % 16 == 0)
            {
                await sources[0].CutAsync(store);
            }
        }

        // A task or pipe that was stopped before its label is made, or looked at, once more; nothing else runs twice.
        Assert.Superset(whole.Steps.Select(step => step.Statement.Text).ToHashSet(), done.ToHashSet());
        Assert.All(done.GroupBy(text => text).Where(twice => twice.Count() > 1), twice => Assert.Matches("^(CREATE OR REPLACE TASK|ALTER PIPE)", twice.Key));
        foreach (var source in sources)
        {
            await source.CutAsync(store, withOrphan: true);
        }

        await wire.Emulator.DrainAsync(Cancellation);
        await using var sql = await wire.Source.OpenConnectionAsync(Cancellation);
        Assert.Equal(
            sources.SelectMany(source => source.Expected.Select(row => source.Brand + "|" + row)),
            sql.Rows("SELECT \"BRAND_ID\", \"ID\", \"TOTAL\", \"NOTE\" FROM CI_DB.CI_SCHEMA.ORDERS ORDER BY 1, 2"));
    }

    private sealed class Told(Action<PlanStep> hear) : IProgress<PlanStep>
    {
        public void Report(PlanStep value) => hear(value);
    }
}
