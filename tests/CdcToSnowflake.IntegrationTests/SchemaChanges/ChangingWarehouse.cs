using System.Globalization;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.IntegrationTests.SchemaChanges;

/// <summary>The embedded Snowflake behind captures of one brand, each of which may be broken off.</summary>
internal sealed class ChangingWarehouse : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ddl-").FullName;
    private readonly SnowflakeEmulator _snowflake;
    private readonly SnowflakeDeployment _deployment;
    private readonly BinlogClient _client;
    private readonly string _connection;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private CancellationTokenSource _life = new();
    private BrandCapture _capture = null!;
    private Task _capturing = Task.CompletedTask;

    public ChangingWarehouse(ChangingSource source, int seed, DeploymentOptions? deployment = null)
    {
        _connection = source.Server.ConnectionString;
        _client = new BinlogClient(BinlogClientOptions.Parse(_connection));
        _snowflake = new SnowflakeEmulator(new EmulatorOptions { MinimumTriggerInterval = TimeSpan.FromMilliseconds(100), Chaos = new PipeChaos { Seed = seed } });
        _deployment = new SnowflakeDeployment(_snowflake, deployment);
        _running = _snowflake.RunAsync(_stop.Token);
    }

    /// <summary>How many tables the capture has read, since it started.</summary>
    public int TablesRead => _capture.Progress.Snapshot?.TablesDone ?? 0;

    public async Task StartCaptureAsync()
    {
        var store = await _snowflake.WatchAsync(new FolderObjectStore(_folder), CancellationToken.None);
        await _deployment.EnsureBrandAsync("BRAND", store.Location);
        var options = new CaptureOptions { Tables = [$"{ChangingSource.Schema}.*"], CutInterval = TimeSpan.FromMilliseconds(100), HeartbeatInterval = TimeSpan.FromMilliseconds(500), Snapshot = new SnapshotOptions { ChunkRows = 7 } };
        _capture = new BrandCapture("BRAND", _client, store, options, _deployment, snapshots: new MySqlSnapshotSource(_connection));
        _life = new CancellationTokenSource();
        _capturing = CaptureAsync(_capture, _life.Token);
    }

    public async Task StopCaptureAsync()
    {
        await _life.CancelAsync();
        await _capturing.ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.True(_capturing.IsCanceled, _capturing.Exception?.ToString());
        _life.Dispose();
    }

    /// <summary>Fails with what the capture failed by.</summary>
    public void Check() => Assert.False(_capturing.IsCompleted, _capturing.Exception?.ToString());

    /// <summary>Waits until RAW has all that the source has now.</summary>
    public async Task UntilCaughtUpAsync()
    {
        var end = await _client.GetCurrentPositionAsync();
        await UntilAsync(() => Task.FromResult(
            _capture.Progress is { Snapshot.IsDone: true, Position: { } at } progress && progress.CommittedRows == progress.Rows && string.CompareOrdinal($"{at.File} {at.Offset:D20}", $"{end.File} {end.Offset:D20}") >= 0));
        var last = _capture.Progress.LastCut;
        await UntilAsync(async () => await NumberAsync("SELECT MAX(\"MERGED_CUT\") FROM BRAND_DB.STG_SCHEMA.CDC_PROGRESS WHERE \"NAME\" = 'RAW'") >= (long)last);
    }

    /// <summary>How many rows of two tables differ that each transaction changes alike.</summary>
    public Task<long> ApartAsync() => NumberAsync("SELECT COUNT(*) FROM BRAND_DB.RAW_SCHEMA.LEFT_HAND AS l JOIN BRAND_DB.RAW_SCHEMA.RIGHT_HAND AS r ON r.ID = l.ID WHERE r.N <> l.N");

    /// <summary>A table's rows in RAW, written as the source's; none of a table that was never told of. A column comes with the first row that has it: until then it is NULL in all.</summary>
    public async Task<List<string>> RowsAsync(string table, IEnumerable<ChangingColumn> columns)
    {
        var there = await ReadAsync($"SELECT COLUMN_NAME FROM BRAND_DB.INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = 'RAW_SCHEMA' AND TABLE_NAME = '{table.ToUpperInvariant()}'");
        if (there.Count == 0)
        {
            return [];
        }

        var values = columns.Select(column => column.Name.ToUpperInvariant()).Select(name => there.Contains(name) ? $", CAST(\"{name}\" AS VARCHAR)" : ", NULL");
        return await ReadAsync($"SELECT CAST(\"ID\" AS VARCHAR){string.Concat(values)} FROM BRAND_DB.RAW_SCHEMA.\"{table.ToUpperInvariant()}\"");
    }

    /// <summary>A query's rows, which must be texts.</summary>
    public async Task<List<string>> ReadAsync(string sql)
    {
        await using var command = _snowflake.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "∅" : reader.GetString(i))));
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    /// <summary>Waits for a condition, not for a time; what fails meanwhile ends the wait with its error.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; !await condition(); i++)
        {
            Check();
            Assert.False(_running.IsCompleted, _running.Exception?.ToString());
            Assert.True(i < 6_000, "Two minutes have passed.");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _life.CancelAsync();
        await _capturing.ContinueWith(_ => { }, TaskScheduler.Default);
        await _stop.CancelAsync();
        await _running.ContinueWith(_ => { }, TaskScheduler.Default);
        _deployment.Dispose();
        await _snowflake.DisposeAsync();
        await _client.DisposeAsync();
        _life.Dispose();
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task CaptureAsync(BrandCapture capture, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await capture.RunAsync(cancellationToken);
                return;
            }
            catch (CutConflictException)
            {
                // What the one before was writing when it was broken off came into the store after this one had looked, as a request on its way to S3 may: a service begins anew then.
            }
        }
    }

    private async Task<long> NumberAsync(string sql)
    {
        await using var command = _snowflake.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync() is { } value and not DBNull ? value : 0L, CultureInfo.InvariantCulture);
    }
}
