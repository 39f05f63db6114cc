using System.Diagnostics.Metrics;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Files;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Hosting.Sources;
using CdcToSnowflake.Hosting.Standby;
using CdcToSnowflake.Hosting.Telemetry;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Capture;
using CdcToSnowflake.Tests.Operations.Failures;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MySqlConnector;

namespace CdcToSnowflake.Tests.Hosting;

/// <summary>Many brands in one process: each goes its own way, and what happens to it is visible.</summary>
[Collection(MySqlCollection.Name)]
public sealed class CdcServiceTests(MySqlFixture mysql)
{
    [Fact]
    public async Task Run_OneBrandCantBeFollowed_OthersGoOnAndHealthSaysWhy()
    {
        using var folder = new TemporaryFolder();
        await mysql.WriteAsync("service", "CREATE TABLE good (id INT PRIMARY KEY, v INT); CREATE TABLE keyless (v INT); INSERT INTO good VALUES (1, 1); INSERT INTO keyless VALUES (1);");
        using var measured = new MeasuredService();
        using var traced = new TracedService();
        await using var service = await RunningService.StartAsync(cdc => cdc
            .ToFolder(folder.Path)
            .AddBrand("GOOD", brand => brand.FromMySql(mysql.Server.ConnectionString).Tables("service.good").Capture(Quick))
            .AddBrand("BAD", brand => brand.FromMySql(mysql.Server.ConnectionString).Tables("service.keyless").Capture(Quick))
            .AddBrand("LENIENT", brand => brand.FromMySql(mysql.Server.ConnectionString).Tables("service.*").Capture(c => Quick(c) with { KeylessTables = KeylessTables.LeaveOut })));
        await RunningService.UntilAsync(() => service.Brand("BAD").State == BrandState.Stopped, "the bad brand's stop");
        await mysql.Server.ExecuteAsync("INSERT INTO service.good VALUES (2, 2)");
        await RunningService.UntilAsync(() => measured.Of(service, CdcTelemetry.Rows, (CdcTelemetry.BrandTag, "GOOD")).Sum() >= 2, "the good brand's rows");

        Assert.Equal(BrandState.Running, service.Brand("GOOD").State);
        Assert.IsType<KeylessTableException>(service.Brand("BAD").Error);
        Assert.Equal(HealthStatus.Healthy, (await service.HealthAsync("cdc:GOOD")).Status);
        var bad = await service.HealthAsync("cdc:BAD");
        Assert.Equal(HealthStatus.Unhealthy, bad.Status);
        Assert.Contains("keyless", bad.Description, StringComparison.Ordinal);
        await RunningService.UntilAsync(() => service.Brand("LENIENT").LeftOutTables.Count > 0, "the brand that leaves the table out");
        var lenient = await service.HealthAsync("cdc:LENIENT");
        Assert.Equal((BrandState.Running, HealthStatus.Degraded), (service.Brand("LENIENT").State, lenient.Status));
        Assert.Equal("service.keyless", lenient.Data["leftOutTables"]);
        Assert.Contains("service.keyless", lenient.Description, StringComparison.Ordinal);
        Assert.Equal((1, 1), (measured.Now(service, CdcTelemetry.BrandState, (CdcTelemetry.BrandTag, "GOOD"), (CdcTelemetry.StateTag, "running")), measured.Now(service, CdcTelemetry.BrandState, (CdcTelemetry.BrandTag, "BAD"), (CdcTelemetry.StateTag, "stopped"))));
        await service.StopAsync();
        var captured = await CapturedRows.ReadAsync(new FolderObjectStore(folder.Path), "GOOD");
        Assert.Equal(["1", "2"], captured.Of("service.good").Select(row => $"{row["id"]}").Order());
        AssertMeasured(measured, service, captured.Cuts, Directory.EnumerateFiles(Path.Combine(folder.Path, "GOOD", "data"), "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length));
        AssertTraced(traced, captured.Cuts);
    }

    [Fact]
    public async Task Run_TablesAreRead_StatusHealthAndGaugesTellHowFarItIs()
    {
        using var folder = new TemporaryFolder();
        await mysql.WriteAsync("far", "CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 400) SELECT i FROM n; ANALYZE TABLE t;");
        using var measured = new MeterListener();
        var gauges = new Dictionary<string, double>();
        measured.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == CdcTelemetry.Name && instrument.Name.StartsWith("cdc.snapshot.", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        measured.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            if (tags.ToArray().Contains(new(CdcTelemetry.BrandTag, "FAR")))
            {
                gauges[instrument.Name] = value;
            }
        });
        measured.Start();
        await using var service = await RunningService.StartAsync(cdc => cdc
            .ToFolder(folder.Path)
            .AddBrand("FAR", brand => brand.FromMySql(mysql.Server.ConnectionString).Tables("far.*").Capture(capture => Quick(capture) with { Snapshot = new SnapshotOptions { ChunkRows = 50, RowsPerSecond = 50 } })));
        await RunningService.UntilAsync(() => service.Brand("FAR").Snapshot is { TablesLeft: 1, Rows: > 0 }, "the first chunk");

        Assert.InRange(service.Brand("FAR").Snapshot!.RowsLeft!.Value, 100, 350);
        var health = await service.HealthAsync("cdc:FAR");
        Assert.Equal(1, health.Data["snapshotTablesLeft"]);
        Assert.InRange((long)health.Data["snapshotRowsLeft"], 100, 350);
        Assert.True((double)health.Data["snapshotSecondsLeft"] > 0);
        measured.RecordObservableInstruments();
        Assert.Equal([CdcTelemetry.SnapshotRows, CdcTelemetry.SnapshotTables, CdcTelemetry.SnapshotTime], gauges.Keys.Order());
        Assert.Equal(1, gauges[CdcTelemetry.SnapshotTables]);
        Assert.InRange(gauges[CdcTelemetry.SnapshotRows], 100, 350);
        await service.StopAsync();
        Assert.Null(service.Brand("FAR").Snapshot);
    }

    [Fact]
    public async Task Run_ServerAndStoreFailForAWhile_RetriesUntilAllIsThere()
    {
        await mysql.WriteAsync("retries", "CREATE TABLE t (id INT PRIMARY KEY);");
        var store = new MemoryObjectStore();
        var isDown = true;
        store.BeforeWrite = (_, key) =>
        {
            if (isDown && !key.StartsWith('~'))
            {
                throw new StorageException("The store is down.", store.Location, key);
            }
        };
        await using var service = await RunningService.StartAsync(
            cdc => cdc.ToStore(_ => store).AddBrand("BRAND", brand => brand.FromMySql(mysql.Server.ConnectionString).Tables("retries.*").Capture(Quick)),
            services => services.AddSingleton<TimeProvider>(new DayJumpingClock(1))); // pauses and terms are measured, not told by the clock on the wall
        await mysql.Server.ExecuteAsync("INSERT INTO retries.t VALUES (1)");
        await RunningService.UntilAsync(() => service.Brand("BRAND") is { State: BrandState.Retrying, Failures: > 2 }, "retries");
        Assert.Equal(HealthStatus.Degraded, (await service.HealthAsync("cdc:BRAND")).Status);
        isDown = false;
        await RunningService.UntilAsync(() => service.Brand("BRAND") is { State: BrandState.Running, Failures: 0, LastCut: > 0 }, "the recovery");
        await service.StopAsync();
        Assert.Single((await CapturedRows.ReadAsync(store, "BRAND")).Of("retries.t"));
    }

    // A disk that is full fails in the same way: what is to be written there can't be, until somebody makes room.
    [Fact]
    public async Task Run_ScratchFolderIsOfNoUseForAWhile_RetriesUntilAllIsThere()
    {
        await mysql.WriteAsync("roomless", "CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1);");
        using var folder = new TemporaryFolder();
        var (store, scratch) = (new MemoryObjectStore(), Path.Combine(folder.Path, "scratch"));
        await using var service = await RunningService.StartAsync(cdc => cdc
            .ToStore(_ => store)
            .AddBrand("BRAND", brand => brand.FromMySql(mysql.Server.ConnectionString).Tables("roomless.*").Capture(capture => Quick(capture) with { ScratchFolder = scratch })));
        await RunningService.UntilAsync(() => service.Brand("BRAND") is { State: BrandState.Retrying, Failures: > 2, Error: ScratchFileException }, "retries");
        Directory.CreateDirectory(scratch);
        await RunningService.UntilAsync(() => service.Brand("BRAND") is { State: BrandState.Running, Failures: 0, LastCut: > 0 }, "the recovery");
        await service.StopAsync();
        Assert.Single((await CapturedRows.ReadAsync(store, "BRAND")).Of("roomless.t"));
    }

    [Fact]
    public async Task Run_WarehouseFailsAsAWhole_IsSeenAtEachBrandAndTriedAgain()
    {
        using var folder = new TemporaryFolder();
        await mysql.WriteAsync("warehouse", "CREATE TABLE t (id INT PRIMARY KEY);");
        var isDown = true;
        await using var service = await RunningService.StartAsync(cdc => cdc
            .ToFolder(folder.Path)
            .ToWarehouse(_ => isDown ? throw new IOException("The warehouse's disk is full.") : null!)
            .AddBrand("BRAND", brand => brand.FromMySql(mysql.Server.ConnectionString).Tables("warehouse.*")));
        await RunningService.UntilAsync(() => service.Brand("BRAND") is { State: BrandState.Retrying, Failures: > 2 }, "retries");
        var health = await service.HealthAsync("cdc:BRAND");
        Assert.Equal((HealthStatus.Degraded, "The warehouse's disk is full."), (health.Status, health.Description));
        isDown = false;
        await RunningService.UntilAsync(() => service.Brand("BRAND").State == BrandState.Running, "the recovery");
    }

    [Fact]
    public async Task Run_WrongPassword_StopsTheBrandWithoutNamingIt()
    {
        using var folder = new TemporaryFolder();
        await mysql.WriteAsync("password", "CREATE TABLE t (id INT PRIMARY KEY);");
        var wrong = new MySqlConnectionStringBuilder(mysql.Server.ConnectionString) { Password = "certainly-not-this" };
        await using var service = await RunningService.StartAsync(cdc => cdc.ToFolder(folder.Path).AddBrand("BRAND", brand => brand.FromMySql(wrong.ConnectionString)));
        await RunningService.UntilAsync(() => service.Brand("BRAND").State == BrandState.Stopped, "the stop");
        Assert.False(Assert.IsType<SnapshotException>(service.Brand("BRAND").Error).IsPassing);
        Assert.DoesNotContain("certainly-not-this", service.Brand("BRAND").Error!.ToString(), StringComparison.Ordinal);
    }

    // "Privileges Provided by MySQL": SHOW BINARY LOG STATUS needs REPLICATION CLIENT. No repetition grants it.
    [Fact]
    public async Task Run_AccountWithoutReplicationClient_StopsTheBrandWithTheServersWords()
    {
        using var folder = new TemporaryFolder();
        await mysql.WriteAsync("privilege", "CREATE TABLE t (id INT PRIMARY KEY); CREATE USER IF NOT EXISTS half IDENTIFIED BY 'half'; GRANT REPLICATION SLAVE, SELECT ON *.* TO half;");
        var half = new MySqlConnectionStringBuilder(mysql.Server.ConnectionString) { UserID = "half", Password = "half" };
        await using var service = await RunningService.StartAsync(cdc => cdc.ToFolder(folder.Path).AddBrand("BRAND", brand => brand.FromMySql(half.ConnectionString).Tables("privilege.*")));
        await RunningService.UntilAsync(() => service.Brand("BRAND").Failures > 0, "the failure");
        Assert.Contains("REPLICATION CLIENT", service.Brand("BRAND").Error!.ToString(), StringComparison.Ordinal);
        Assert.Equal(BrandState.Stopped, service.Brand("BRAND").State);
    }

    [Fact]
    public async Task Run_ServerAwayWhenAskedForATablesColumns_TriedAgain()
    {
        using var folder = new TemporaryFolder();
        await mysql.Server.ExecuteAsync("SET GLOBAL binlog_row_metadata = 'MINIMAL'");
        try
        {
            var files = await mysql.WriteAsync("schema_away", "CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1);");
            var schema = new SchemaThatIsAwayOnce();
            await using var service = await RunningService.StartAsync(cdc => cdc
                .ToFolder(folder.Path)
                .AddBrand("BRAND", brand => brand.From(_ => new BrandSource(new BinlogFileReader(files), schema)).Tables("schema_away.*")));
            await RunningService.UntilAsync(() => service.Brand("BRAND").State is BrandState.Ended or BrandState.Stopped, "the end");
            Assert.Equal((BrandState.Ended, 2), (service.Brand("BRAND").State, schema.Asked));
        }
        finally
        {
            await mysql.Server.ExecuteAsync("SET GLOBAL binlog_row_metadata = 'FULL'");
        }

        Assert.Single((await CapturedRows.ReadAsync(new FolderObjectStore(folder.Path), "BRAND")).Of("schema_away.t"));
    }

    [Fact]
    public async Task Run_TwoServicesOneStore_OneWorksAndTheOtherTakesOver()
    {
        await mysql.WriteAsync("turns", "CREATE TABLE t (id INT PRIMARY KEY);");
        var store = new MemoryObjectStore();
        Task<RunningService> Start() => RunningService.StartAsync(cdc => cdc
            .ToStore(_ => store)
            .AddBrand("BRAND", brand => brand.FromMySql(mysql.Server.ConnectionString).Tables("turns.*").Capture(Quick)));
        await using var first = await Start();
        // Else the second, told that the table wasn't read yet, would read the first's row once more.
        await RunningService.UntilAsync(() => store.Keys.Any(key => key.Contains("/done/", StringComparison.Ordinal)), "the first's reading of the table");
        await using var second = await Start();
        await mysql.Server.ExecuteAsync("INSERT INTO turns.t VALUES (1)");
        await RunningService.UntilAsync(() => Rows(store, "turns.t") == 1, "the first's cut");
        Assert.Equal(BrandState.Standby, second.Brand("BRAND").State);
        Assert.Equal(HealthStatus.Healthy, (await second.HealthAsync("cdc:BRAND")).Status);
        await first.StopAsync();
        await RunningService.UntilAsync(() => second.Brand("BRAND").State == BrandState.Running, "the second");
        await mysql.Server.ExecuteAsync("INSERT INTO turns.t VALUES (2)");
        await RunningService.UntilAsync(() => Rows(store, "turns.t") == 2, () => $"the second's cut: {second.Brand("BRAND")}"); // not any cut: its first may be a heartbeat
        await second.StopAsync();
        var captured = await CapturedRows.ReadAsync(store, "BRAND");
        Assert.Equal(["1", "2"], captured.Of("turns.t").Select(row => $"{row["id"]}"));
        Assert.Equal(2, captured.Cuts.Select(cut => cut.Writer).Distinct().Count());
    }

    [Fact]
    public async Task Run_TwoServicesOfOtherNamesOneBrand_EachIsToldOfTheOther()
    {
        await mysql.WriteAsync("contested", "CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, v INT);");
        var store = new MemoryObjectStore();
        Task<RunningService> Start(string name) => RunningService.StartAsync(cdc => cdc
            .ToStore(_ => store)
            .Configure(options => options.Standby.Name = name)
            .AddBrand("BRAND", brand => brand.FromMySql(mysql.Server.ConnectionString).Tables("contested.*").Capture(Quick)));
        await using var first = await Start("first");
        await using var second = await Start("the second");
        BrandContestedException? told = null;
        await RunningService.UntilAsync(
            () =>
            {
                mysql.Server.ExecuteAsync("INSERT INTO contested.t (v) VALUES (1)").GetAwaiter().GetResult();
                told ??= (first.Brand("BRAND").Error ?? second.Brand("BRAND").Error) as BrandContestedException;
                return told is not null;
            },
            "a lost race");
        Assert.Equal(["first", "the second"], new[] { told!.Standby, told.OtherStandby }.Order(StringComparer.Ordinal));
        Assert.Contains("'first'", told.Message, StringComparison.Ordinal);
        Assert.Contains("'the second'", told.Message, StringComparison.Ordinal);
        Assert.Contains("CdcToSnowflake:Standby:Name", told.Message, StringComparison.Ordinal);
        Assert.IsType<CutConflictException>(told.InnerException);
    }

    [Fact]
    public async Task Run_ABrandStops_PeopleAreToldOnce_AndOfTheRecoveryAfterARestart()
    {
        var (store, slack) = (new MemoryObjectStore(), new RecordingSender());
        var isBroken = true;
        Task<RunningService> Start() => RunningService.StartAsync(cdc => cdc
            .ToStore(_ => store)
            .AddBrand("BRAND", brand => brand.From(_ => isBroken ? throw new InvalidDataException("Its log is damaged.") : new BrandSource(new ScriptedReader([]))).Tables("none.*"))
            .AlertOnFailures(alerts => (alerts.RecoveryInterval, alerts.RepeatAfter) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)))
            .AlertOnFailures(alerts => alerts.SendTo(_ => slack)));
        using var measured = new MeasuredService();
        await using (var first = await Start())
        {
            await RunningService.UntilAsync(() => slack.Told.Count > 0, "the alert");
            var told = slack.Told[0];
            Assert.Equal((FailureKind.Brand, "BRAND", "Its log is damaged.", null), (told.Kind, told.Name, told.Error, told.ResolvedAt));
            Assert.Equal(1, measured.Now(first, CdcTelemetry.Failing, (CdcTelemetry.KindTag, "brand")));
            await RunningService.UntilAsync(() => first.Alerts.Failing[0].LastAt > told.LastAt.AddSeconds(1.5), "two more looks, of which none has news");
        }

        isBroken = false;
        await using var second = await Start();
        await RunningService.UntilAsync(() => slack.Told.Count > 1, "the recovery");
        Assert.Equal([false, true], slack.Told.Select(told => told.ResolvedAt is not null));
    }

    [Fact]
    public async Task Run_SourceOfFiles_EndsWithAllInCuts()
    {
        using var folder = new TemporaryFolder();
        var files = await mysql.WriteAsync("files", "CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1), (2);");
        await using var service = await RunningService.StartAsync(cdc => cdc
            .ToFolder(folder.Path)
            .AddBrand("FILES", brand => brand.From(_ => new BrandSource(new BinlogFileReader(files))).Tables("files.*")));
        await RunningService.UntilAsync(() => service.Brand("FILES").State == BrandState.Ended, "the end");
        Assert.Equal(2, (await CapturedRows.ReadAsync(new FolderObjectStore(folder.Path), "FILES")).Of("files.t").Count());
    }

    [Fact]
    public async Task Run_SomethingCancelledItselfAtTheStart_TriedAgain()
    {
        var starts = 0;
        await using var service = await RunningService.StartAsync(cdc => cdc
            .ToStore(_ => new MemoryObjectStore())
            .AddBrand("BRAND", brand => brand.From(_ => ++starts == 1 ? throw new TaskCanceledException("A password provider's own limit.") : new BrandSource(new ScriptedReader([]))).Tables("none.*")));
        await RunningService.UntilAsync(() => service.Brand("BRAND").State is BrandState.Running or BrandState.Stopped, "the start");
        Assert.Equal((BrandState.Running, 2), (service.Brand("BRAND").State, starts));
    }

    [Theory]
    [InlineData(typeof(CutConflictException), true)]
    [InlineData(typeof(KeylessTableException), false)]
    [InlineData(typeof(TableDefinitionException), false)]
    [InlineData(typeof(StorageException), true)]
    [InlineData(typeof(TimeoutException), true)]
    [InlineData(typeof(BinlogPositionException), false)]
    [InlineData(typeof(TaskCanceledException), true)]
    [InlineData(typeof(ObjectVersionException), false)]
    [InlineData(typeof(ManifestException), false)]
    [InlineData(typeof(NullReferenceException), false)]
    public void CanHeal_ByType_TellsWhatPasses(Type type, bool expected) =>
        Assert.Equal(expected, Failures.CanHeal((Exception)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type)));

    private static void AssertMeasured(MeasuredService measured, RunningService service, IReadOnlyList<CutManifest> cuts, long bytes)
    {
        var good = (CdcTelemetry.BrandTag, (object?)"GOOD");
        Assert.Equal((cuts.Count, 2, bytes), (measured.Of(service, CdcTelemetry.Cuts, good).Sum(), measured.Of(service, CdcTelemetry.Rows, good).Sum(), measured.Of(service, CdcTelemetry.Bytes, good).Sum()));
        Assert.Equal(
            cuts.Where(cut => cut.FirstCommitAt is not null).Select(cut => Math.Max(0, cut.CommittedAt - cut.FirstCommitAt!.Value) / 1e6), measured.Of(service, CdcTelemetry.CutLag, good));
        Assert.Empty(measured.Of(service, CdcTelemetry.BrandFailures, good));
        Assert.Equal(
            [1.0], measured.Of(service, CdcTelemetry.BrandFailures, (CdcTelemetry.BrandTag, "BAD"), (CdcTelemetry.ErrorTag, typeof(KeylessTableException).FullName), (CdcTelemetry.HealsTag, false)));
    }

    // A span for each cut with changes, from its first commit at the source on.
    private static void AssertTraced(TracedService traced, IReadOnlyList<CutManifest> cuts) => Assert.Equal(
        cuts.Where(cut => cut.FirstCommitAt is not null).Select(cut => ((object?)(long)cut.Cut, (object?)cut.Rows, DateTime.UnixEpoch.AddMicroseconds(cut.FirstCommitAt!.Value))),
        traced.Of(CdcTelemetry.CutActivity, CdcTelemetry.BrandTag, "GOOD").Select(cut => (cut.GetTagItem(CdcTelemetry.CutTag), cut.GetTagItem(CdcTelemetry.Rows), cut.StartTimeUtc)));

    private static int Rows(MemoryObjectStore store, string table) => CapturedRows.ReadAsync(store, "BRAND").GetAwaiter().GetResult().Of(table).Count();

    private sealed class SchemaThatIsAwayOnce : ISchemaSource
    {
        public int Asked { get; private set; }

        public Task<SchemaTable?> FindAsync(string schema, string table, CancellationToken cancellationToken) =>
            ++Asked == 1 ? throw new IOException("The connection was lost.") : Task.FromResult<SchemaTable?>(new SchemaTable([new SchemaColumn("id", "int")], ["id"]));
    }

    internal static CaptureOptions Quick(CaptureOptions options) => options with { CutInterval = TimeSpan.FromMilliseconds(50), HeartbeatInterval = TimeSpan.FromSeconds(1) };
}
