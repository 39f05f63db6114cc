using CdcToSnowflake.Capture;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;
using MySqlConnector;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>Tables that an account can't see: information_schema has none of them, which says nothing of whether they are there.</summary>
[Collection(MySqlCollection.Name)]
public sealed class HiddenTablesTests(MySqlFixture mysql) : IAsyncLifetime
{
    private const string Schema = "hidden_tables";
    private const string Account = "sees_little@'%'";

    private static readonly CaptureOptions Options = new() { Tables = [$"{Schema}.*"], Snapshot = new SnapshotOptions { ChunkRows = 50, ParallelTables = 1 } };

    private MySqlSnapshotSource OfAccount => new(AccountText);

    private string AccountText => new MySqlConnectionStringBuilder(mysql.Server.ConnectionString) { UserID = Account.Split('@')[0] }.ConnectionString;

    public async ValueTask InitializeAsync() => await mysql.Server.ExecuteAsync(
        $"DROP DATABASE IF EXISTS {Schema}; CREATE DATABASE {Schema}; USE {Schema}; CREATE TABLE t (id INT PRIMARY KEY, v INT); "
        + "INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 400) SELECT i, i FROM n; "
        + $"DROP USER IF EXISTS {Account}; CREATE USER {Account} IDENTIFIED BY ''; GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO {Account}");

    public async ValueTask DisposeAsync() => await mysql.Server.ExecuteAsync($"DROP USER IF EXISTS {Account}");

    [Fact]
    public async Task Run_ReplicasAccountHasNoRights_RefusesWithTheRemedy()
    {
        await using var live = new LiveCapture(mysql.Server, Options, snapshots: new MySqlSnapshotSource(mysql.Server.ConnectionString, AccountText));
        var error = await Assert.ThrowsAsync<SnapshotException>(() => live.UntilAsync(() => live.Progress.Snapshot is { IsDone: true }));
        Assert.Equal((Schema, "t"), (error.Schema, error.Table));
        Assert.Contains("needs SELECT", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsPassing);
    }

    [Fact]
    public async Task Run_RightsAreTakenAwayInTheMidstOfASnapshot_RefusesAndSweepsNothing()
    {
        await mysql.Server.ExecuteAsync($"GRANT SELECT ON {Schema}.* TO {Account}");
        var store = new MemoryObjectStore();
        var slow = Options with { Snapshot = Options.Snapshot with { RowsPerSecond = 100 } };
        await using (var live = new LiveCapture(mysql.Server, Options, store, OfAccount))
        {
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
            await live.Capture.RequestSnapshotAsync(Schema, "t");
        }

        await using (var live = new LiveCapture(mysql.Server, slow, store, OfAccount))
        {
            await live.UntilAsync(() => live.Progress is { Snapshot.Rows: >= 50, CommittedRows: >= 50 });
            await live.StopAsync();
        }

        await mysql.Server.ExecuteAsync($"REVOKE SELECT ON {Schema}.* FROM {Account}");
        await using (var live = new LiveCapture(mysql.Server, Options, store, OfAccount))
        {
            var error = await Assert.ThrowsAsync<SnapshotException>(() => live.UntilAsync(() => live.Progress.Snapshot is { IsDone: true }));
            Assert.Contains("needs SELECT", error.Message, StringComparison.Ordinal);
        }

        await AssertEqualAsync(store);
        await mysql.Server.ExecuteAsync($"GRANT SELECT ON {Schema}.* TO {Account}");
        await using (var live = new LiveCapture(mysql.Server, Options, store, OfAccount))
        {
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        await AssertEqualAsync(store);
    }

    [Theory]
    [InlineData("")]
    [InlineData("CREATE TABLE IF NOT EXISTS t (id INT PRIMARY KEY, v INT); ")] // the log has it, whether or not the table was there
    public async Task Run_TableIsSeenByItsRowsAlone_IsReadOnceTheAccountMay(string before)
    {
        var store = new MemoryObjectStore();
        await using (var live = new LiveCapture(mysql.Server, Options, store, OfAccount))
        {
            await live.UntilCaughtUpAsync();
            await mysql.Server.ExecuteAsync($"{before}UPDATE t SET v = 0 WHERE id = 7", Schema);
            var error = await Assert.ThrowsAsync<SnapshotException>(live.UntilCaughtUpAsync);
            Assert.Equal((Schema, "t"), (error.Schema, error.Table));
            Assert.Contains("needs SELECT", error.Message, StringComparison.Ordinal);
        }

        await mysql.Server.ExecuteAsync($"GRANT SELECT ON {Schema}.* TO {Account}");
        await using (var live = new LiveCapture(mysql.Server, Options, store, OfAccount))
        {
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        await AssertEqualAsync(store);
    }

    [Fact]
    public async Task Run_TableIsMadeInTheLog_IsNotRead()
    {
        await using var live = new LiveCapture(mysql.Server, Options);
        await live.UntilCaughtUpAsync();
        await mysql.Server.ExecuteAsync("CREATE TABLE made (id INT PRIMARY KEY, v INT); INSERT INTO made VALUES (1, 1), (2, 2)", Schema);
        await live.UntilCaughtUpAsync();
        await mysql.Server.ExecuteAsync("UPDATE made SET v = 3", Schema);
        await live.UntilCaughtUpAsync();
        await live.StopAsync();
        Assert.Equal(1, live.Progress.Snapshot!.TablesDone);
        Assert.Equal(["I", "I", "U", "U"], (await CapturedRows.ReadAsync(live.Store, "BRAND")).Of($"{Schema}.made").Select(row => (string)row["_OP"]!));
    }

    private async Task AssertEqualAsync(MemoryObjectStore store) =>
        await MergedRows.AssertEqualAsync(mysql.Server, await CapturedRows.ReadAsync(store, "BRAND"), Schema, "t", ["id"], "v");
}
