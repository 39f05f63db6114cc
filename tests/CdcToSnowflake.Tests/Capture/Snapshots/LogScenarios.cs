using CdcToSnowflake.Capture;
using CdcToSnowflake.Storage;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Tests.Storage;
using MySqlConnector;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>Tables without a key, read once by one SELECT each: what holds on each kind of server. Rows are alike, so only their number tells of one that is missing or doubled.</summary>
internal static class LogScenarios
{
    /// <summary>Sessions add and delete rows while the log is read: what is read and each change give what the source has.</summary>
    public static async Task WritersAtWorkAsync(DatabaseServer server, string schema, TimeProvider? time = null)
    {
        await CreateAsync(server, schema);
        using var stop = new CancellationTokenSource();
        Task<int>[] writing = [WriteAsync(server, schema, 1, stop.Token), WriteAsync(server, schema, 2, stop.Token)];
        await using var live = new LiveCapture(server, OptionsOf(schema), time: time);
        await live.UntilAsync(() => live.Progress.Snapshot is { IsDone: true });
        await live.UntilAsync(() => live.Progress.Transactions > 50);
        await stop.CancelAsync();
        Assert.True((await Task.WhenAll(writing)).Sum() > 20);
        await live.UntilCaughtUpAsync();
        await live.StopAsync();

        var captured = await CapturedRows.ReadAsync(live.Store, "BRAND");
        await AssertEqualAsync(server, captured, schema);
        var read = captured.Of($"{schema}.log").Where(row => (string)row["_OP"]! == "R").Select(row => row["_CUT"]).ToList();
        Assert.True(read.Count >= 500);
        Assert.Single(read.Distinct());
        Assert.Contains(captured.Of($"{schema}.log"), row => (string)row["_OP"]! == "I");
        Assert.Contains(captured.Of($"{schema}.log"), row => (string)row["_OP"]! == "D");
    }

    /// <summary>Captures that are killed after each of their writes, and rows that come in between.</summary>
    public static async Task KilledAnywhereAsync(DatabaseServer server, string schema, bool isNewBrand)
    {
        var (kills, isDone) = (0, false);
        while (!isDone)
        {
            await CreateAsync(server, schema);
            var store = new MemoryObjectStore();
            if (!isNewBrand)
            {
                // The option comes later, before any of the log's changes: what was taken before is another table.
                await using var before = new LiveCapture(server, OptionsOf(schema) with { Snapshot = new SnapshotOptions() }, store);
                await before.UntilCaughtUpAsync();
                await before.StopAsync();
            }

            await server.ExecuteAsync("INSERT INTO log VALUES (1, 'a'), (1, 'a'), (7, 'early')", schema);
            var last = store.Writes + kills + 1;
            store.AfterWrite = (number, key) =>
            {
                if (number >= last)
                {
                    throw new StorageException("It dies here.", store.Location, key);
                }
            };
            await using (var live = new LiveCapture(server, OptionsOf(schema), store))
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
                while (!live.Run.IsCompleted && !(isDone = live.Progress.Snapshot is { IsDone: true } && live.Progress.CommittedRows == live.Progress.Rows && store.Keys.Any(key => key.Contains("/done/", StringComparison.Ordinal))))
                {
                    await Task.Delay(5, limit.Token);
                }

                Assert.True(isDone || live.Run.Exception?.InnerException is StorageException, live.Run.Exception?.ToString());
            }

            store.AfterWrite = null;
            await server.ExecuteAsync("INSERT INTO log VALUES (1, 'a'), (8, 'late'); DELETE FROM log WHERE at = 2 LIMIT 3", schema);
            await using (var live = new LiveCapture(server, OptionsOf(schema), store))
            {
                await live.UntilCaughtUpAsync();
                await server.ExecuteAsync("INSERT INTO log VALUES (1, 'a'), (9, 'last')", schema);
                await live.UntilCaughtUpAsync();
                await live.StopAsync();
            }

            await AssertEqualAsync(server, await CapturedRows.ReadAsync(store, "BRAND"), schema);
            kills++;
        }

        Assert.True(kills > 2, $"{kills} kills");
    }

    public static CaptureOptions OptionsOf(string schema) => new()
    {
        Tables = [$"{schema}.*"],
        AppendOnlyTables = ["*.log*"],
        Snapshot = new SnapshotOptions { ReadsAppendOnlyTables = true, MostLogReadings = 1_000, LogRest = TimeSpan.FromMilliseconds(1) },
    };

    /// <summary>500 rows, of which many are alike.</summary>
    public static Task CreateAsync(DatabaseServer server, string schema) => server.ExecuteAsync(
        $"DROP DATABASE IF EXISTS {schema}; CREATE DATABASE {schema}; USE {schema}; CREATE TABLE log (at INT, what VARCHAR(9)); CREATE TABLE t (id INT PRIMARY KEY, v INT); INSERT INTO t VALUES (1, 1);"
        + "INSERT INTO log WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT i % 7, IF(i % 3 = 0, NULL, 'a') FROM n");

    /// <summary>Adds a row after the other, without a pause, until it is stopped.</summary>
    public static Task WriteWithoutRestAsync(DatabaseServer server, string schema, CancellationToken stop) => Task.Run(
        async () =>
        {
            await using var connection = await server.OpenAsync(schema, CancellationToken.None);
            await using var command = new MySqlCommand("INSERT INTO log VALUES (1, 'a')", connection);
            while (!stop.IsCancellationRequested)
            {
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }
        },
        CancellationToken.None);

    public static async Task AssertEqualAsync(DatabaseServer server, CapturedRows captured, string schema)
    {
        var expected = new Dictionary<string, long>();
        await using var connection = await server.OpenAsync(schema);
        await using var command = new MySqlCommand("SELECT CONCAT(at, ' ', COALESCE(what, '')), COUNT(*) FROM log GROUP BY 1", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            expected[reader.GetString(0)] = reader.GetInt64(1);
        }

        var counted = captured.Of($"{schema}.log").GroupBy(row => $"{row["at"]} {row["what"]}").ToDictionary(rows => rows.Key, rows => rows.Sum(row => (string)row["_OP"]! == "D" ? -1L : 1));
        Assert.Equal(expected.OrderBy(row => row.Key, StringComparer.Ordinal), counted.Where(row => row.Value != 0).OrderBy(row => row.Key, StringComparer.Ordinal));
    }

    /// <summary>Adds and deletes rows, with pauses of some milliseconds, until it is stopped; says how often.</summary>
    private static async Task<int> WriteAsync(DatabaseServer server, string schema, int seed, CancellationToken stop)
    {
        var random = new Random(seed);
        await using var connection = await server.OpenAsync(schema, CancellationToken.None);
        for (var done = 0; ; done++)
        {
            if (stop.IsCancellationRequested)
            {
                return done;
            }

            var what = random.Next(4) == 0 ? $"DELETE FROM log WHERE at = {random.Next(9)} LIMIT 2" : $"INSERT INTO log VALUES ({random.Next(9)}, 'a'), ({random.Next(9)}, NULL)";
            await using var command = new MySqlCommand(what, connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
            await Task.Delay(random.Next(200), CancellationToken.None);
        }
    }
}
