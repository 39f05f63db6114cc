using System.Diagnostics;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Changes;
using CdcToSnowflake.Hosting.Standby;
using CdcToSnowflake.Hosting.Telemetry;
using CdcToSnowflake.Model;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Operations.Failures;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CdcToSnowflake.Tests.Hosting.Changes;

/// <summary>Handlers hear of each change at least once, in order, whatever happens to them; and they hold nothing up but themselves.</summary>
[Collection(MySqlCollection.Name)]
public sealed class ChangeHandlerTests(MySqlFixture mysql)
{
    private const string Schema = "alerts";
    private readonly MemoryObjectStore _store = new();
    private readonly OrderAlerts _alerts = new();
    private readonly OtherAlerts _other = new();

    [Fact]
    public async Task Run_ChangesOfAllKinds_ComeTypedAndInOrder()
    {
        await MakeTableAsync();
        await using var service = await StartAsync();
        await UntilBegunAsync(service);
        await mysql.Server.ExecuteAsync(
            """
            SET time_zone = '+00:00';
            INSERT INTO orders VALUES (1, 12.50, 'open', '2026-01-02 03:04:05.678901', NULL, 0), (18446744073709551615, 0.01, 'paid_in_full', '2026-01-02 03:04:06', 'grüße 🙂', 1);
            UPDATE orders SET total = 99999999.99, note = 'late' WHERE id = 1;
            UPDATE orders SET id = 2 WHERE id = 1;
            DELETE FROM orders WHERE id = 2;
            TRUNCATE orders;
            """,
            Schema);
        await RunningService.UntilAsync(() => _alerts.Taken.Count >= 7, "seven changes");
        var changes = _alerts.Taken.Select(taken => taken.Change).ToList();
        Assert.Equal(
            [ChangeOperation.Insert, ChangeOperation.Insert, ChangeOperation.Update, ChangeOperation.Delete, ChangeOperation.Insert, ChangeOperation.Delete, ChangeOperation.Truncate],
            changes.Select(change => change.Operation));
        Assert.Equal(new Order(1, 12.50m, OrderStatus.Open, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMicroseconds(678901), null), changes[0].Row);
        Assert.Equal(new Order(ulong.MaxValue, 0.01m, OrderStatus.PaidInFull, new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero), "grüße 🙂", true), changes[1].Row);
        Assert.Equal((99999999.99m, "late"), (changes[2].Row.Total, changes[2].Row.Note));
        Assert.Equal([1UL, 2UL, 2UL], changes[3..6].Select(change => change.Row.Id));
        Assert.Throws<InvalidOperationException>(() => changes[6].Row);
        Assert.All(changes, change => Assert.Equal("alerts.orders", change.Table));
        Assert.Equal(_alerts.Taken.OrderBy(taken => taken.Cut).ThenBy(taken => taken.Change.Sequence), _alerts.Taken);
    }

    [Fact]
    public async Task Run_HandlerFails_SameChangesComeAgainAndOthersGoOn()
    {
        await MakeTableAsync();
        var isBroken = true;
        _alerts.Before = (_, _) => isBroken ? throw new InvalidOperationException("The pager is down.") : Task.CompletedTask;
        var (slack, name) = (new RecordingSender(), typeof(OrderAlerts).FullName!);
        using var measured = new MeasuredService();
        using var traced = new TracedService();
        await using var service = await StartAsync(cdc => cdc.OnChanges<OtherAlerts>().AlertOnFailures(alerts => alerts.SendTo(_ => slack).RecoveryInterval = TimeSpan.FromSeconds(1)));
        await UntilBegunAsync(service);
        await InsertAsync(1, 20);
        await RunningService.UntilAsync(() => _alerts.Calls > 3 && _other.Taken == 20, "repeated calls, and the other handler");
        await RunningService.UntilAsync(() => slack.Told.Count > 0, "the alert");
        Assert.Equal((FailureKind.Handler, $"{name} (BRAND)", true), (slack.Told[0].Kind, slack.Told[0].Name, slack.Told[0].Error.EndsWith("The pager is down.", StringComparison.Ordinal)));
        var own = (CdcTelemetry.HandlerTag, (object?)name);
        Assert.True(measured.Now(service, CdcTelemetry.HandlerBehind, own) > 0);
        Assert.Empty(_alerts.Taken);
        var status = service.Status.Handlers.Single(handler => handler.Handler == name);
        Assert.True(status is { State: HandlerState.Retrying, Failures: > 0, Behind: > 0 }, $"{status}");
        var health = await service.HealthAsync($"cdc-handler:{name}");
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("The pager is down.", health.Description, StringComparison.Ordinal);
        isBroken = false;
        await RunningService.UntilAsync(() => _alerts.Taken.Count == 20, "the changes");
        Assert.Equal(Enumerable.Range(1, 20), _alerts.Taken.Select(taken => (int)taken.Change.Row.Id));
        await RunningService.UntilAsync(() => service.Status.Handlers.All(handler => handler is { State: HandlerState.Running, Behind: 0 }), "all to be caught up");
        await RunningService.UntilAsync(() => slack.Told.Count > 1, "the recovery");
        Assert.Equal([false, true], slack.Told.Select(told => told.ResolvedAt is not null));
        await service.StopAsync();

        Assert.Equal(20, measured.Of(service, CdcTelemetry.HandlerChanges, own).Sum());
        Assert.All(measured.Of(service, CdcTelemetry.HandlerDuration, own), seconds => Assert.InRange(seconds, 0, 60));
        var failures = measured.Of(service, CdcTelemetry.HandlerFailures, own, (CdcTelemetry.BrandTag, "BRAND"), (CdcTelemetry.ErrorTag, typeof(InvalidOperationException).FullName)).Sum();
        Assert.Equal(_alerts.Calls, failures + measured.Of(service, CdcTelemetry.HandlerDuration, own).Count);
        Assert.Equal(
            [(ActivityStatusCode.Error, typeof(InvalidOperationException).FullName, failures), (ActivityStatusCode.Unset, null, _alerts.Calls - failures)],
            traced.Of(CdcTelemetry.HandleActivity, CdcTelemetry.HandlerTag, name).GroupBy(call => (call.Status, call.StatusDescription)).OrderByDescending(calls => calls.Key.Status).Select(calls => (calls.Key.Status, calls.Key.StatusDescription, (double)calls.Count())));
    }

    [Fact]
    public async Task Run_HandlerFarBehind_ReadsTheStoreAndStaysInOrder()
    {
        await MakeTableAsync();
        var gate = new TaskCompletionSource();
        _alerts.Before = (_, _) => gate.Task;
        await using var service = await StartAsync();
        await UntilBegunAsync(service);
        for (var cut = 0; cut < 80; cut++)
        {
            var before = service.Brand("BRAND").LastCut;
            await InsertAsync(cut + 1, 1);
            await RunningService.UntilAsync(() => service.Brand("BRAND").LastCut > before, "a cut"); // more than are kept in memory
        }

        gate.SetResult();
        await RunningService.UntilAsync(() => _alerts.Taken.Count == 80, "all changes");
        Assert.Equal(Enumerable.Range(1, 80), _alerts.Taken.Select(taken => (int)taken.Change.Row.Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Run_StoppedAndStartedAgainAndAgain_EachChangeAtLeastOnceInOrder(int seed)
    {
        await MakeTableAsync();
        var random = new Random(seed);
        _alerts.Before = (_, _) => random.Next(5) == 0 ? throw new InvalidOperationException("Now and then.") : Task.CompletedTask;
        var failing = 0;
        _store.BeforeWrite = (_, key) =>
        {
            if (!key.StartsWith('~') && random.Next(15) == 0)
            {
                Interlocked.Increment(ref failing);
                throw new StorageException("Now and then.", _store.Location, key);
            }
        };
        await using (var first = await StartAsync())
        {
            await UntilBegunAsync(first);
        }

        var written = 0;
        for (var life = 0; life < 6; life++)
        {
            await using var service = await StartAsync();
            for (var i = 0; i < 10; i++)
            {
                await InsertAsync(written + 1, 7);
                written += 7;
                await Task.Delay(random.Next(30));
            }
        }

        await using (await StartAsync())
        {
            await RunningService.UntilAsync(() => _alerts.Taken.Select(taken => taken.Change.Row.Id).Distinct().Count() == written, "all changes");
        }

        // What came again came after a whole stretch: without repeats, the order is the source's.
        Assert.Equal(Enumerable.Range(1, written), _alerts.Taken.DistinctBy(taken => taken.Change.Row.Id).Select(taken => (int)taken.Change.Row.Id));
        Assert.Equal(_alerts.Taken.GroupBy(taken => taken.Change.Row.Id).Count(), _alerts.Taken.Select(taken => (taken.Cut, taken.Change.Sequence)).Distinct().Count());
        Assert.True(failing > 0);
    }

    [Fact]
    public async Task Run_StoreTimesOut_SameChangesComeAgain()
    {
        await MakeTableAsync();
        var timeouts = 0;
        _store.BeforeWrite = (_, key) =>
        {
            if (key.Contains("handlers/", StringComparison.Ordinal) && _alerts.Taken.Count == 1 && timeouts++ == 0)
            {
                throw new TimeoutException("The client's own limit.");
            }
        };
        await using var service = await StartAsync();
        await UntilBegunAsync(service);
        await InsertAsync(1, 1);
        await RunningService.UntilAsync(() => _alerts.Taken.Count == 2 || service.Handler("BRAND").State == HandlerState.Stopped, "the change to come again");
        Assert.Equal((2, 1), (_alerts.Taken.Count, timeouts));
    }

    [Fact]
    public async Task Run_ProgressCantBeKept_PausesGrowUntilACutIsDone()
    {
        await MakeTableAsync();
        var isFull = false;
        _store.BeforeWrite = (_, key) =>
        {
            if (isFull && key.Contains("handlers/", StringComparison.Ordinal))
            {
                throw new StorageException("The store is full.", _store.Location, key);
            }
        };
        await using var service = await StartAsync();
        await UntilBegunAsync(service);
        isFull = true;
        await InsertAsync(1, 1);
        await RunningService.UntilAsync(() => service.Handler("BRAND") is { State: HandlerState.Retrying, Failures: > 4 }, "failures in a row");
        Assert.True(_alerts.Taken.Count > 4);
        isFull = false;
        await RunningService.UntilAsync(() => service.Handler("BRAND") is { State: HandlerState.Running, Failures: 0, Behind: 0 }, "the end of them");
    }

    [Fact]
    public async Task Run_AnswerToACommitLost_ChangesComeWithoutAnotherCut()
    {
        await MakeTableAsync();
        var lost = 0;
        _store.AfterWrite = (_, key) =>
        {
            if (key.StartsWith("BRAND/cuts/", StringComparison.Ordinal) && lost++ == 0)
            {
                throw new StorageException("The answer was lost.", _store.Location, key);
            }
        };
        await using var service = await StartAsync(more: null, handler: null, options => options with { HeartbeatInterval = TimeSpan.FromMinutes(10) });
        await UntilBegunAsync(service);
        await mysql.Server.ExecuteAsync("INSERT INTO orders VALUES (1, 1.5, 'open', NOW(6), NULL, 0)", Schema);
        await RunningService.UntilAsync(() => !_alerts.Taken.IsEmpty, "the change");
        Assert.Single(_store.Keys, key => key.StartsWith("BRAND/cuts/", StringComparison.Ordinal));
        Assert.Equal(1, lost);
    }

    [Fact]
    public async Task Run_SeveralTables_ComeInOneOrder()
    {
        await MakeTableAsync();
        await mysql.Server.ExecuteAsync("CREATE TABLE orders_old LIKE orders; CREATE TABLE unordered LIKE orders", Schema);
        await using var service = await StartAsync(handler: options => options.Tables.Add($"{Schema}.orders_*"));
        await UntilBegunAsync(service);
        var statements = Enumerable.Range(1, 60).Select(id => $"INSERT INTO {(id % 3 == 0 ? "orders_old" : "orders")} VALUES ({id}, 1, 'open', NOW(6), NULL, 0); INSERT INTO unordered VALUES ({id}, 1, 'open', NOW(6), NULL, 0)");
        await mysql.Server.ExecuteAsync($"BEGIN; {string.Join("; ", statements)}; COMMIT", Schema);
        await RunningService.UntilAsync(() => _alerts.Taken.Count == 60, "all changes");
        Assert.Equal(Enumerable.Range(1, 60).Select(id => ((ulong)id, id % 3 == 0 ? "alerts.orders_old" : "alerts.orders")), _alerts.Taken.Select(taken => (taken.Change.Row.Id, taken.Change.Table)));
    }

    [Fact]
    public async Task Run_LargeTransaction_ComesInBatchesOfTheSizeAsked()
    {
        await MakeTableAsync();
        await using var service = await StartAsync(handler: options => options.BatchSize = 100);
        await UntilBegunAsync(service);
        await InsertAsync(1, 5_050);
        await RunningService.UntilAsync(() => _alerts.Taken.Count == 5_050, "all changes");
        Assert.Equal(100, _alerts.LargestCall);
        Assert.Equal(Enumerable.Range(1, 5_050), _alerts.Taken.Select(taken => (int)taken.Change.Row.Id));
    }

    [Fact]
    public async Task Run_LargeRows_ComeInCallsOfBoundedMemory()
    {
        await MakeTableAsync();
        await mysql.Server.ExecuteAsync("ALTER TABLE orders MODIFY note LONGTEXT", Schema);
        await using var service = await StartAsync();
        await UntilBegunAsync(service);
        await mysql.Server.ExecuteAsync(
            $"INSERT INTO orders VALUES {string.Join(", ", Enumerable.Range(1, 40).Select(id => $"({id}, 1, 'open', NOW(6), CONCAT({id}, REPEAT('x', 1000000)), 0)"))}", Schema);
        await RunningService.UntilAsync(() => _alerts.Taken.Count == 40, "all changes");
        Assert.InRange(_alerts.LargestCall, 2, 9);
        Assert.Single(_alerts.Taken.Select(taken => taken.Cut).Distinct());
        Assert.Equal(Enumerable.Range(1, 40), _alerts.Taken.Select(taken => (int)taken.Change.Row.Id));
    }

    [Fact]
    public async Task Run_CallDoesntEnd_HealthIsDegradedUntilItDoes()
    {
        await MakeTableAsync();
        var gate = new TaskCompletionSource();
        _alerts.Before = (_, _) => gate.Task;
        await using var service = await StartAsync(handler: options => options.BehindLimit = TimeSpan.FromSeconds(1));
        await UntilBegunAsync(service);
        var check = $"cdc-handler:{typeof(OrderAlerts).FullName}";
        Assert.Equal(HealthStatus.Healthy, (await service.HealthAsync(check)).Status);
        await InsertAsync(1, 1);
        await RunningService.UntilAsync(() => service.HealthAsync(check).GetAwaiter().GetResult().Status == HealthStatus.Degraded, "the limit");
        Assert.True(service.Handler("BRAND") is { State: HandlerState.Running, Lag.TotalSeconds: > 1 });
        gate.SetResult();
        await RunningService.UntilAsync(() => service.HealthAsync(check).GetAwaiter().GetResult().Status == HealthStatus.Healthy, "the end");
    }

    [Fact]
    public async Task Run_HandlerIgnoresItsToken_IsLeftBehindAndTheTermIsHandedOver()
    {
        await MakeTableAsync();
        var never = new TaskCompletionSource();
        _alerts.Before = (_, _) => never.Task;
        await using var service = await StartAsync();
        await UntilBegunAsync(service);
        await InsertAsync(1, 1);
        await RunningService.UntilAsync(() => _alerts.Calls == 1, "the call");
        await service.StopAsync();
        Assert.True((await new TermLog(_store, "default").ReadSignAsync(1, default))!.IsReleased);
        Assert.Equal(HandlerState.Standby, service.Handler("BRAND").State);
        never.SetResult();
    }

    [Fact]
    public async Task Run_NewHandler_BeginsNowOrWithTheEarliestAsAsked()
    {
        await MakeTableAsync();
        await using (var before = await StartAsync(cdc => { }, handler => handler.Name = "first"))
        {
            await UntilBegunAsync(before);
            await InsertAsync(1, 3);
            await RunningService.UntilAsync(() => _alerts.Taken.Count == 3, "the first handler");
        }

        _alerts.Taken.Clear();
        await using (var now = await StartAsync(cdc => { }, handler => handler.Name = "now"))
        {
            await UntilBegunAsync(now);
            await InsertAsync(4, 1);
            await RunningService.UntilAsync(() => !_alerts.Taken.IsEmpty, "the second handler");
            Assert.Equal(4UL, Assert.Single(_alerts.Taken).Change.Row.Id);
        }

        _alerts.Taken.Clear();
        await using (await StartAsync(cdc => { }, handler => (handler.Name, handler.FromEarliest) = ("earliest", true)))
        {
            await RunningService.UntilAsync(() => _alerts.Taken.Count == 4, "the third handler");
            Assert.Equal([1, 2, 3, 4], _alerts.Taken.Select(taken => (int)taken.Change.Row.Id));
        }
    }

    [Fact]
    public async Task Run_RowDoesntFitItsTable_StopsTheHandlerAloneAndSaysWhy()
    {
        await MakeTableAsync();
        await using var service = await StartAsync(cdc => cdc.OnChanges<OtherAlerts>());
        await UntilBegunAsync(service);
        await mysql.Server.ExecuteAsync("SET sql_mode = ''; INSERT INTO orders VALUES (1, 1, 'open', '0000-00-00', NULL, 0)", Schema);
        await RunningService.UntilAsync(() => service.Status.Handlers.Any(handler => handler.State == HandlerState.Stopped), "the stop");
        var stopped = Assert.Single(service.Status.Handlers, handler => handler.State == HandlerState.Stopped);
        var error = Assert.IsType<ChangeMappingException>(stopped.Error);
        Assert.Equal(("CreatedAt", "alerts.orders", typeof(Order)), (error.Member, error.Table, error.RowType));
        await InsertAsync(2, 1);
        await RunningService.UntilAsync(() => _other.Taken == 2, "the other handler");
        Assert.Equal(HealthStatus.Unhealthy, (await service.HealthAsync($"cdc-handler:{stopped.Handler}")).Status);
        Assert.Equal(HealthStatus.Healthy, (await service.HealthAsync("cdc:BRAND")).Status);
    }

    [Fact]
    public async Task Run_FilesOfUnseenCutsAreGone_StopsRatherThanPassThemOver()
    {
        await MakeTableAsync();
        var gate = new TaskCompletionSource();
        _alerts.Before = (_, cancellation) => gate.Task.WaitAsync(cancellation);
        await using (var service = await StartAsync())
        {
            await UntilBegunAsync(service);
            await InsertAsync(1, 1);
            await RunningService.UntilAsync(() => _alerts.Calls > 0, "the first call");
        }

        foreach (var key in _store.Keys.Where(key => key.Contains("/data/", StringComparison.Ordinal)))
        {
            _store.Remove(key);
        }

        await using var again = await StartAsync();
        await RunningService.UntilAsync(() => again.Handler("BRAND").State == HandlerState.Stopped, "the stop");
        var error = Assert.IsType<ChangesMissingException>(again.Handler("BRAND").Error);
        Assert.Equal("BRAND", error.Brand);
        Assert.Contains("BRAND/handlers/", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OldestManifestsGone_NewHandlerBeginsWithTheEarliestAndAKnownOneStops()
    {
        await MakeTableAsync();
        var gate = new TaskCompletionSource();
        _alerts.Before = (_, cancellation) => gate.Task.WaitAsync(cancellation);
        await using (var service = await StartAsync(handler: options => options.Name = "known"))
        {
            await UntilBegunAsync(service);
            for (var id = 1; id <= 3; id++)
            {
                var before = service.Brand("BRAND").LastCut;
                await InsertAsync(id, 1);
                await RunningService.UntilAsync(() => service.Brand("BRAND").LastCut > before, "a cut");
            }
        }

        gate.SetResult();
        _store.Remove(StorePath.Cut("BRAND", 1));
        await using (var again = await StartAsync(handler: options => options.Name = "known"))
        {
            await RunningService.UntilAsync(() => again.Handler("BRAND").State == HandlerState.Stopped, "the stop");
            Assert.Equal(1UL, Assert.IsType<ChangesMissingException>(again.Handler("BRAND").Error).Cut);
        }

        await using (await StartAsync(handler: options => (options.Name, options.FromEarliest) = ("new", true)))
        {
            await RunningService.UntilAsync(() => _alerts.Taken.Any(taken => taken.Change.Row.Id == 3), "the new handler");
        }
    }

    private async Task MakeTableAsync() => await mysql.WriteAsync(
        Schema,
        """
        CREATE TABLE orders (
            id BIGINT UNSIGNED PRIMARY KEY, total DECIMAL(10,2) NOT NULL, status ENUM('open', 'paid_in_full') NOT NULL, created_at TIMESTAMP(6) NULL, note VARCHAR(100), is_gift TINYINT(1) NOT NULL);
        CREATE TABLE elsewhere (id INT PRIMARY KEY);
        """);

    private async Task InsertAsync(int first, int count) => await mysql.Server.ExecuteAsync(
        $"INSERT INTO orders VALUES {string.Join(", ", Enumerable.Range(first, count).Select(id => $"({id}, {id}.5, 'open', NOW(6), NULL, 0)"))}; INSERT INTO elsewhere VALUES ({first})",
        Schema);

    private Task<RunningService> StartAsync(Action<CdcBuilder>? more = null, Action<ChangeHandlerOptions>? handler = null, Func<CaptureOptions, CaptureOptions>? capture = null) => RunningService.StartAsync(
        cdc =>
        {
            cdc.ToStore(_ => _store).AddBrand("BRAND", brand => brand.FromMySql(mysql.Server.ConnectionString).Tables($"{Schema}.*")
                // The log from its beginning: what is written before a snapshot's begin would come as the snapshot's rows, which handlers don't hear of.
                .Capture(options => CdcServiceTests.Quick(options) with { Snapshot = new SnapshotOptions { Mode = SnapshotMode.Never } })
                .Capture(capture ?? (options => options)));
            cdc.OnChanges<OrderAlerts>(handler);
            more?.Invoke(cdc);
        },
        services => services.AddSingleton(_alerts).AddSingleton(_other));

    private static Task UntilBegunAsync(RunningService service) =>
        RunningService.UntilAsync(() => service.Status.Handlers.All(handler => handler.State is HandlerState.Running or HandlerState.Retrying), "the handlers' beginning");
}
