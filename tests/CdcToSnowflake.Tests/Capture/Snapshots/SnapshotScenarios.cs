using CdcToSnowflake.Storage;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>What holds on each kind of server.</summary>
internal static class SnapshotScenarios
{
    /// <summary>Tables are read while sessions change them: the end equals the source, and so does each cut once a table is complete.</summary>
    public static async Task WritersAtWorkAsync(DatabaseServer server, string schema, TimeProvider? time = null)
    {
        var writers = new SnapshotWriters(server, schema);
        await writers.CreateAsync();
        using var stop = new CancellationTokenSource();
        Task[] writing = [writers.WriteAsync(1, stop.Token), writers.WriteAsync(2, stop.Token), writers.WriteAsync(3, stop.Token)];
        await using var live = new LiveCapture(server, writers.Options, time: time);
        await live.UntilAsync(() => live.Progress.Snapshot is { IsDone: true });
        var during = writers.Transactions;
        await live.UntilAsync(() => writers.Transactions > during + 50);
        await stop.CancelAsync();
        await Task.WhenAll(writing);
        await live.UntilCaughtUpAsync();
        await live.StopAsync();

        var captured = await CapturedRows.ReadAsync(live.Store, "BRAND");
        Assert.Contains(captured.Rows, row => (string)row["_OP"]! == "R");
        await writers.AssertEqualAsync(captured);
        Assert.True(writers.AssertMoneyStays(captured) > 1);
        Assert.Equal(SnapshotWriters.Tables.Length, captured.Cuts.Sum(cut => cut.Snapshots.Ended.Count));
    }

    /// <summary>Without writers, each row comes exactly once, wherever captures were killed.</summary>
    public static async Task KilledAnywhereAsync(DatabaseServer server, string schema)
    {
        var writers = new SnapshotWriters(server, schema);
        await writers.CreateAsync();
        var options = writers.Options with { CutRows = 150, Snapshot = writers.Options.Snapshot with { ParallelTables = 2 } };
        var store = new MemoryObjectStore();
        var (kills, isDone) = (0, false);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (!isDone)
        {
            var from = store.Writes;
            var most = 3 + (kills % 7);
            void Kill(int number, string key)
            {
                if (number >= from + most)
                {
                    throw new StorageException("It dies here.", store.Location, key);
                }
            }

            store.BeforeWrite = kills % 2 == 0 ? Kill : null;
            store.AfterWrite = kills % 2 == 0 ? null : Kill;
            await using var live = new LiveCapture(server, options, store);
            while (!live.Run.IsCompleted && !(isDone = live.Progress.Snapshot is { IsDone: true } && live.Progress.CommittedRows == live.Progress.Rows))
            {
                await Task.Delay(5, limit.Token);
            }

            kills++;
            Assert.True(live.Run.IsCompleted ? live.Run.Exception?.InnerException is StorageException : isDone, live.Run.Exception?.ToString());
        }

        (store.BeforeWrite, store.AfterWrite) = (null, null);
        var captured = await CapturedRows.ReadAsync(store, "BRAND");
        Assert.True(kills > 10, $"{kills} kills");
        Assert.All(captured.Rows, row => Assert.Equal("R", row["_OP"]));
        foreach (var (table, key, _) in SnapshotWriters.Tables.Where(t => t.Table is not ("bare" or "kind"))) // those are read whole, and so again from the beginning
        {
            var keys = captured.Of($"{schema}.{table}").Select(row => string.Join("|", key.Select(column => row[column]))).ToList();
            Assert.Equal(keys.Distinct().Count(), keys.Count);
        }

        await writers.AssertEqualAsync(captured);
    }
}
