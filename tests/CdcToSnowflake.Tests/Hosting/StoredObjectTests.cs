using System.Text;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Hosting.Changes;
using CdcToSnowflake.Model;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Hosting.Changes;
using CdcToSnowflake.Tests.Operations.Failures;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Tests.Hosting;

/// <summary>All that a service keeps in the store says its version, and what a newer release has written stops who would have read it, and nobody else.</summary>
[Collection(MySqlCollection.Name)]
public sealed class StoredObjectTests(MySqlFixture mysql)
{
    private const string Schema = "alerts";
    private const string Newer = """{"version":2,"handler":{},"term":"x"}""";

    private static readonly string Handler = $"BRAND/handlers/{StorePath.Escape(typeof(OrderAlerts).FullName!)}.json";

    private readonly MemoryObjectStore _store = new();
    private readonly OrderAlerts _alerts = new();
    private readonly RecordingSender _slack = new();

    [Fact]
    public async Task EachObject_SaysItsVersion()
    {
        await MakeTableAsync();
        await using var service = await StartAsync();
        await RunningService.UntilAsync(() => Has("BRAND/snapshots/done/") && Has("BRAND/handlers/"), "the snapshot and the handler");
        await mysql.Server.ExecuteAsync("INSERT INTO orders VALUES (2, 2.50, 'open', NOW(6), NULL, 0)", Schema);
        await RunningService.UntilAsync(() => !_alerts.Taken.IsEmpty, "the change");
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await service.Alerts.HandleAsync(new TaskFailed("m", "ACC", at, "T", "T", [new FailedRun(at, at, at, "q", null, "It broke")]), TestContext.Current.CancellationToken);
        await SnapshotMarks.AskAsync(_store, "BRAND", new TableName(Schema, "orders"), "again", default);
        await new RowRequestObjects(_store, "BRAND").AskAsync(new TableName(Schema, "orders"), new AskedRows(AskedRows.Newest, ["id"], [["32"]]), default);
        await RunningService.UntilAsync(() => _store.Keys.Count(key => key.StartsWith($"BRAND/snapshots/done/{Schema}.orders/", StringComparison.Ordinal)) == 3, "the answers");

        // Each kind is there, so that none is left out; a file of rows has its version in its folder's name, that of its shape.
        string[] kinds = ["BRAND/cuts/", "BRAND/shapes/", "BRAND/handlers/", "BRAND/snapshots/asked/", "BRAND/snapshots/done/", "~alerts/", "~standby/default/terms/", "~standby/default/brands/", "~standby/default/signs/"];
        var objects = _store.Keys.Where(key => !StorePath.IsData(key)).ToList();
        Assert.All(kinds, kind => Assert.Contains(objects, key => key.StartsWith(kind, StringComparison.Ordinal)));
        Assert.All(objects, key => Assert.Contains(kinds, kind => key.StartsWith(kind, StringComparison.Ordinal)));
        Assert.All(objects, key => Assert.Matches("^\\{(\"kind\":\"cut\",)?\"version\":[1-9],?[\"}]", Encoding.UTF8.GetString(_store[key])));
    }

    [Fact]
    public async Task NewerProgress_StopsTheHandler_AndNotTheBrand()
    {
        await MakeTableAsync();
        _store[Handler] = Encoding.UTF8.GetBytes(Newer);
        await using var service = await StartAsync();
        await RunningService.UntilAsync(() => service.Handler("BRAND").State == HandlerState.Stopped && service.Brand("BRAND").LastCut > 0, "the handler's stop and the brand's cuts");

        Assert.Equal(Handler, Assert.IsType<ObjectVersionException>(service.Handler("BRAND").Error).Key);
        Assert.Equal(Newer, Encoding.UTF8.GetString(_store[Handler]));
        Assert.Empty(_alerts.Taken);
    }

    [Fact]
    public async Task NewerMark_StopsTheBrand()
    {
        const string Key = $"BRAND/snapshots/done/{Schema}.orders/initial.json";
        await MakeTableAsync();
        _store[Key] = Encoding.UTF8.GetBytes(Newer);
        await using var service = await StartAsync();
        await RunningService.UntilAsync(() => service.Brand("BRAND").State == BrandState.Stopped, "the brand's stop");

        Assert.Equal(Key, Assert.IsType<ObjectVersionException>(service.Brand("BRAND").Error).Key);
    }

    [Fact]
    public async Task NewerShape_StopsTheBrand_AndIsNamed()
    {
        const string Key = $"BRAND/shapes/{Schema}.orders/v00000000.json";
        await MakeTableAsync();
        _store[Key] = Encoding.UTF8.GetBytes("""{"version":4}""");
        await using var service = await StartAsync();
        await RunningService.UntilAsync(() => service.Brand("BRAND").State == BrandState.Stopped, "the brand's stop");

        var error = Assert.IsType<ModelException>(service.Brand("BRAND").Error);
        Assert.Equal((ModelProblem.UnreadableShape, $"The shape file '{Key}' has version 4, and this program reads versions up to 3: a newer release wrote it. Upgrade this program; the file is left as it is."), (error.Problem, error.Message));
    }

    [Fact]
    public async Task NewerTerm_IsNotTakenOver_HoweverSilent()
    {
        await MakeTableAsync();
        _store["~standby/default/terms/00000000000000000001.json"] = Encoding.UTF8.GetBytes(Newer);
        _store["~standby/default/signs/00000000000000000001.json"] = Encoding.UTF8.GetBytes(Newer);
        var log = new ErrorLog();
        await using var service = await StartAsync(services => services.AddLogging(logging => logging.AddProvider(log)));
        // The silence that it would wait for, many times over: each warning is a look.
        await RunningService.UntilAsync(() => log.Errors.OfType<ObjectVersionException>().Count() > 60, "looks");

        Assert.DoesNotContain(_store.Keys, key => key.EndsWith("2.json", StringComparison.Ordinal) || key.StartsWith("BRAND/", StringComparison.Ordinal));
    }

    private bool Has(string prefix) => _store.Keys.Any(key => key.StartsWith(prefix, StringComparison.Ordinal));

    private async Task MakeTableAsync() => await mysql.WriteAsync(
        Schema,
        """
        CREATE TABLE orders (
            id BIGINT UNSIGNED PRIMARY KEY, total DECIMAL(10,2) NOT NULL, status ENUM('open', 'paid_in_full') NOT NULL, created_at TIMESTAMP(6) NULL, note VARCHAR(100), is_gift TINYINT(1) NOT NULL);
        INSERT INTO orders VALUES (1, 1.50, 'open', NOW(6), NULL, 0);
        """);

    private Task<RunningService> StartAsync(Action<IServiceCollection>? services = null) => RunningService.StartAsync(
        cdc => cdc
            .ToStore(_ => _store)
            .AddBrand("BRAND", brand => brand.FromMySql(mysql.Server.ConnectionString).Tables($"{Schema}.*")
                .Capture(options => CdcServiceTests.Quick(options) with { Snapshot = new SnapshotOptions { RequestInterval = TimeSpan.FromSeconds(1) } }))
            .WatchFlow(TimeSpan.FromDays(1))
            .AlertOnFailures(alerts => alerts.SendTo(_ => _slack))
            .OnChanges<OrderAlerts>(),
        added =>
        {
            added.AddSingleton(_alerts);
            services?.Invoke(added);
        });
}
