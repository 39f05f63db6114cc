using CdcToSnowflake.Capture;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.TestServers;
using Microsoft.Extensions.Time.Testing;
using MySqlConnector;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary><see cref="SnapshotOptions.MaxReplicaLag"/>: what a replica says of itself.</summary>
public abstract class ReplicaLagContract
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(1);

    /// <summary>Starts a server.</summary>
    protected abstract Task<DatabaseServer> StartAsync(int serverId);

    /// <summary>Makes a server the replica of another.</summary>
    protected abstract Task FollowAsync(DatabaseServer source, DatabaseServer replica);

    [Fact]
    public async Task Wait_ReplicaIsBehind_LastsUntilItIsNot()
    {
        await using var source = await StartAsync(1);
        await using var replica = await StartAsync(2);
        await FollowAsync(source, replica);
        await source.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY, v INT); INSERT INTO d.t VALUES (1, 0)");
        await UntilAsync(replica, "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'd'", count => count == 1);
        await UntilAsync(replica, "SELECT COUNT(*) FROM d.t", count => count == 1);
        var time = new FakeTimeProvider();
        await using var session = await SourceSession.OpenAsync(replica.ConnectionString, TestContext.Current.CancellationToken);
        await ReplicaLag.WaitAsync(session, Most, time, () => Task.CompletedTask, TestContext.Current.CancellationToken);

        // A lock that the replica's applier waits for.
        await using var holder = await replica.OpenAsync("d");
        await using var hold = new MySqlCommand("BEGIN; SELECT * FROM t WHERE id = 1 FOR UPDATE", holder);
        await hold.ExecuteNonQueryAsync();
        await source.ExecuteAsync("UPDATE d.t SET v = 1 WHERE id = 1");
        await Task.Delay(TimeSpan.FromSeconds(3)); // the replica counts whole seconds
        var waiting = ReplicaLag.WaitAsync(session, Most, time, () => Task.CompletedTask, TestContext.Current.CancellationToken);
        for (var i = 0; i < 5; i++)
        {
            await Task.Delay(100);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(waiting.IsCompleted, "The replica is behind, and it was not waited for.");
        await using var release = new MySqlCommand("ROLLBACK", holder);
        await release.ExecuteNonQueryAsync();
        await UntilAsync(replica, "SELECT v FROM d.t", v => v == 1);
        for (var i = 0; !waiting.IsCompleted; i++)
        {
            Assert.True(i < 600, "The replica has caught up for a minute, and it is still waited for.");
            await Task.Delay(100);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await waiting;
    }

    // Nobody knows for how long it has stopped: it is waited for, and said.
    [Fact]
    public async Task Read_ReplicaDoesNotReplicate_WaitsAndSaysSo()
    {
        await using var source = await StartAsync(1);
        await using var replica = await StartAsync(2);
        await FollowAsync(source, replica);
        await source.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY, v INT); INSERT INTO d.t VALUES (1, 0)");
        await UntilAsync(replica, "SELECT COUNT(*) FROM d.t", count => count == 1);
        await replica.ExecuteAsync(replica is MariaDbServer ? "STOP SLAVE SQL_THREAD" : "STOP REPLICA SQL_THREAD");
        await source.ExecuteAsync("INSERT INTO d.t VALUES (2, 0)");
        await using var primary = await SourceSession.OpenAsync(source.ConnectionString, TestContext.Current.CancellationToken);
        Assert.Equal("it is no replica", (await ReplicaStatus.ReadAsync(primary, TestContext.Current.CancellationToken)).Stopped);
        var request = new ChunkRequest(
            new TableName("d", "t"), await SourcePosition.NowAsync(primary, TestContext.Current.CancellationToken), new TableSnapshot { Schema = "d", Table = "t", Ids = [] }, null, 0);

        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider();
        var told = new TaskCompletionSource<string>();
        await using var reader = new ChunkReader(
            new MySqlSnapshotSource(source.ConnectionString, replica.ConnectionString), new SnapshotOptions(), table => table, _ => [0], folder.Path, time, (_, _, what) => told.TrySetResult(what));
        var reading = reader.ReadAsync(request, TestContext.Current.CancellationToken);
        for (var i = 0; !told.Task.IsCompleted; i++)
        {
            Assert.True(i < 600, "A minute has passed.");
            await Task.WhenAny(told.Task, Task.Delay(100));
            time.Advance(TimeSpan.FromSeconds(20));
        }

        Assert.Contains("SQL_Running: No", await told.Task, StringComparison.Ordinal);
        Assert.False(reading.IsCompleted);
        await replica.ExecuteAsync(replica is MariaDbServer ? "START SLAVE SQL_THREAD" : "START REPLICA SQL_THREAD");
        for (var i = 0; !reading.IsCompleted; i++)
        {
            Assert.True(i < 600, "A minute has passed.");
            await Task.WhenAny(reading, Task.Delay(100));
            time.Advance(TimeSpan.FromSeconds(1)); // should it be found to be behind
        }

        Assert.Equal(2, (await reading).Rows!.Rows);
    }

    private static async Task UntilAsync(DatabaseServer server, string sql, Func<long, bool> isReached)
    {
        await using var connection = await server.OpenAsync();
        for (var i = 0; ; i++)
        {
            await using var command = new MySqlCommand(sql, connection);
            if (isReached(Convert.ToInt64(await ScalarAsync(command), System.Globalization.CultureInfo.InvariantCulture)))
            {
                return;
            }

            Assert.True(i < 600, $"A minute has passed: {sql}");
            await Task.Delay(100);
        }
    }

    private static async Task<object?> ScalarAsync(MySqlCommand command)
    {
        try
        {
            return await command.ExecuteScalarAsync();
        }
        catch (MySqlException e) when (e.ErrorCode is MySqlErrorCode.NoSuchTable or MySqlErrorCode.UnknownDatabase)
        {
            return 0L; // not there yet
        }
    }
}
