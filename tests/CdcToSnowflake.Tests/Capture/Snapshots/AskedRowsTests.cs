using System.Text;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>Requests for rows, made by others while a capture runs or before it starts.</summary>
[Collection(MySqlCollection.Name)]
public sealed class AskedRowsTests(MySqlFixture mysql)
{
    private const string Schema = "asked_rows";

    private static readonly CaptureOptions Options = new() { Tables = [$"{Schema}.*"], Snapshot = new SnapshotOptions { RequestInterval = TimeSpan.FromSeconds(1) } };

    [Fact]
    public async Task RowsAsked_OfAwkwardKeys_AreReadAgain_AndNoOthers() => await AskedRowsScenarios.AwkwardKeysAsync(mysql.Server, "asked_keys");

    [Fact]
    public async Task RowsAsked_OfATextThatTheCharacterSetLacks_TheWholeTableIsRead() => await AskedRowsScenarios.TextOfNoCharacterSetAsync(mysql.Server, "asked_charset");

    [Fact]
    public async Task RowsAsked_WhileTheyAreWritten_TheLogsLaterChangesWin() => await AskedRowsScenarios.WritersAtWorkAsync(mysql.Server, "asked_writers");

    [Fact]
    public async Task RowsAsked_CaptureKilledAtAnyWrite_AreReadAgainInTheEnd()
    {
        await CreateAsync();
        var store = new MemoryObjectStore();
        await using (var live = new LiveCapture(mysql.Server, Options, store))
        {
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        await mysql.Server.ExecuteAsync("SET sql_log_bin = 0; DELETE FROM t WHERE id <= 10; UPDATE t SET v = -1 WHERE id BETWEEN 11 AND 20; INSERT INTO t SELECT id + 1000, 7 FROM t WHERE id > 390", Schema);
        List<string> asked = [];
        foreach (var ids in (int[][])[[.. Enumerable.Range(1, 15)], [.. Enumerable.Range(16, 5)], [.. Enumerable.Range(1391, 10)]])
        {
            asked.Add(await AskAsync(store, [.. ids.Select(id => $"{id}")]));
        }

        var kills = 0;
        for (var isDone = false; !isDone; kills++)
        {
            var from = store.Writes;
            var most = 1 + (kills / 2);
            void Kill(int number, string key)
            {
                if (number >= from + most)
                {
                    throw new StorageException("It dies here.", store.Location, key);
                }
            }

            store.BeforeWrite = kills % 2 == 0 ? Kill : null;
            store.AfterWrite = kills % 2 == 0 ? null : Kill;
            await using var live = new LiveCapture(mysql.Server, Options with { CutRows = 4 }, store);
            while (!live.Run.IsCompleted && !(isDone = asked.All(id => IsAnswered(store, id))))
            {
                await Task.Delay(5);
            }

            Assert.True(live.Run.IsCompleted ? live.Run.Exception?.InnerException is StorageException : isDone, live.Run.Exception?.ToString());
        }

        Assert.True(kills > 3, $"{kills} kills");
        await AssertEqualAsync(store);
    }

    [Fact]
    public async Task Requests_OfOthers_WhileItRuns_AreAnswered()
    {
        await CreateAsync();
        await using var live = new LiveCapture(mysql.Server, Options);
        await live.UntilCaughtUpAsync();
        await mysql.Server.ExecuteAsync("SET sql_log_bin = 0; DELETE FROM t WHERE id = 1; UPDATE t SET v = -1 WHERE id = 2; UPDATE other SET v = -1; DELETE FROM other WHERE id = 1", Schema);
        await SnapshotMarks.AskAsync(live.Store, "BRAND", new TableName(Schema, "other"), "asked", default);
        var id = await AskAsync(live.Store, ["1", "2"]);
        await live.UntilAsync(() => IsAnswered(live.Store, id) && live.Store.Keys.Contains($"BRAND/snapshots/done/{Schema}.other/asked.json"));
        await live.UntilCaughtUpAsync();
        await live.StopAsync();
        await AssertEqualAsync(live.Store);
        await MergedRows.AssertEqualAsync(mysql.Server, await CapturedRows.ReadAsync(live.Store, "BRAND"), Schema, "other", ["id"], "v");
        Assert.Equal(0, live.Progress.Snapshot!.RequestsLeft);
    }

    [Theory]
    [InlineData("k", "1")]
    [InlineData("id", "-1")]
    [InlineData("id", "4294967296")]
    [InlineData("id", "1x")]
    public async Task RowsAsked_ByWhatIsNoKeyOfTheTable_TheWholeTableIsReadAndSwept(string column, string value)
    {
        await CreateAsync();
        await using var live = new LiveCapture(mysql.Server, Options);
        await live.UntilCaughtUpAsync();
        await mysql.Server.ExecuteAsync("SET sql_log_bin = 0; DELETE FROM t WHERE id = 4; UPDATE t SET v = -1 WHERE id = 2", Schema);
        var id = await AskAsync(live.Store, [value, "7"], column);
        await live.UntilAsync(() => IsAnswered(live.Store, id));
        await live.StopAsync();
        var captured = await CapturedRows.ReadAsync(live.Store, "BRAND");
        Assert.Contains(captured.Cuts, cut => cut.Snapshots.Ended.Any(sweep => sweep.Ids.Contains(id)));
        Assert.DoesNotContain(captured.Rows, row => (string)row["_OP"]! == "D");
        await AssertEqualAsync(live.Store);
    }

    [Theory]
    [InlineData("{}\n")]
    [InlineData("{\"version\":2,\"key\":[\"id\"],\"rows\":[[\"31\"]]}")]
    [InlineData("{\"version\":1,\"key\":[\"id\"],\"rows\":[[\"3\"]]}")]
    [InlineData("{\"version\":1,\"key\":[\"id\"],\"rows\":[[\"31\",\"31\"]]}")]
    [InlineData("not JSON")]
    public async Task RowsAsked_ByAnObjectThatIsNoRequest_StopsAndNamesIt(string content)
    {
        await CreateAsync();
        await using var live = new LiveCapture(mysql.Server, Options);
        await live.UntilCaughtUpAsync();
        const string Key = $"BRAND/snapshots/asked/{Schema}.t/poison-rows.json";
        await live.Store.CreateAsync(Key, Encoding.UTF8.GetBytes(content));
        var error = await Assert.ThrowsAsync<RowRequestException>(() => live.Run.WaitAsync(TimeSpan.FromMinutes(2)));
        Assert.Equal(Key, error.Key);
        Assert.Contains(Key, error.Message, StringComparison.Ordinal);

        // The remedy.
        live.Store.Remove(Key);
        await using var again = new LiveCapture(mysql.Server, Options, live.Store);
        await again.UntilCaughtUpAsync();
        await again.StopAsync();
    }

    [Theory]
    [InlineData(AskedRows.LargestObject, "it isn't the JSON that it should be")]
    [InlineData(AskedRows.LargestObject + 1, "it is larger than 8 MiB")]
    public async Task RowsAsked_ByAnObjectThatIsTooLarge_IsRefusedUnread(int bytes, string problem)
    {
        const string Key = $"BRAND/snapshots/asked/{Schema}.t/large-rows.json";
        var store = new MemoryObjectStore { [Key] = [.. Enumerable.Repeat((byte)' ', bytes)] };
        var error = await Assert.ThrowsAsync<RowRequestException>(() => new RowRequestObjects(store, "BRAND").ReadAsync(new RowRequest(new TableName(Schema, "t"), "large-rows"), default));
        Assert.Equal(Key, error.Key);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RowsAsked_OfMoreRowsThanOneMayName_IsRefused()
    {
        const string Key = $"BRAND/snapshots/asked/{Schema}.t/many-rows.json";
        var store = new MemoryObjectStore { [Key] = Encoding.UTF8.GetBytes($"{{\"version\":1,\"key\":[\"id\"],\"rows\":[{string.Join(',', Enumerable.Repeat("[\"31\"]", AskedRows.Most + 1))}]}}") };
        var error = await Assert.ThrowsAsync<RowRequestException>(() => new RowRequestObjects(store, "BRAND").ReadAsync(new RowRequest(new TableName(Schema, "t"), "many-rows"), default));
        Assert.Contains("or more than 5000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RowsAsked_TableIsDropped_IsAnswered()
    {
        await CreateAsync();
        await using var live = new LiveCapture(mysql.Server, Options);
        await live.UntilCaughtUpAsync();
        await mysql.Server.ExecuteAsync("DROP TABLE t", Schema);
        var id = await AskAsync(live.Store, ["1"]);
        await live.UntilAsync(() => IsAnswered(live.Store, id));
        await live.StopAsync();
    }

    [Fact]
    public async Task RowsAsked_OthersNeedNoCut_AreNotAnsweredBeforeTheirOwn()
    {
        await CreateAsync();
        await mysql.Server.ExecuteAsync("CREATE TABLE z (id INT PRIMARY KEY)", Schema);
        var store = new MemoryObjectStore();
        await using (var live = new LiveCapture(mysql.Server, Options, store))
        {
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        // One table after the other, in the order of their names; the rows of t lie in a cut that stays open, and z has none.
        var options = Options with { CutInterval = TimeSpan.FromHours(1), Snapshot = Options.Snapshot with { ParallelTables = 1 } };
        await using (var live = new LiveCapture(mysql.Server, options, store))
        {
            await live.UntilAsync(() => live.Progress.Snapshot is { IsDone: true });
            await mysql.Server.ExecuteAsync("SET sql_log_bin = 0; UPDATE t SET v = -1 WHERE id = 2; SET sql_log_bin = 1; DROP TABLE z", Schema);
            var id = await AskAsync(store, ["2"]);
            var none = await AskAsync(store, ["1"], table: "z");
            await live.UntilAsync(() => IsAnswered(store, none, "z"));
            Assert.False(IsAnswered(store, id));
            await live.StopAsync();
        }

        await using (var live = new LiveCapture(mysql.Server, Options, store))
        {
            await live.UntilCaughtUpAsync();
            await live.UntilAsync(() => live.Progress.Snapshot is { RequestsLeft: 0 });
            await live.StopAsync();
        }

        await AssertEqualAsync(store);
    }

    private static bool IsAnswered(MemoryObjectStore store, string id, string table = "t") => store.Keys.Contains($"BRAND/snapshots/done/{Schema}.{table}/{id}.json");

    private static Task<string> AskAsync(MemoryObjectStore store, string[] ids, string column = "id", string table = "t") => new RowRequestObjects(store, "BRAND").AskAsync(
        new TableName(Schema, table), new AskedRows(AskedRows.Newest, [column], [.. ids.Select(id => (IReadOnlyList<string>)[Convert.ToHexString(Encoding.ASCII.GetBytes(id))])]), default);

    private static string Insert(string table) => $"INSERT INTO {table} WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 400) SELECT i, i FROM n;";

    private Task CreateAsync() => mysql.Server.ExecuteAsync(
        $"DROP DATABASE IF EXISTS {Schema}; CREATE DATABASE {Schema}; USE {Schema}; CREATE TABLE t (id INT UNSIGNED PRIMARY KEY, v INT); {Insert("t")} CREATE TABLE other (id INT PRIMARY KEY, v INT); {Insert("other")}");

    private async Task AssertEqualAsync(MemoryObjectStore store)
    {
        (store.BeforeWrite, store.AfterWrite) = (null, null);
        await MergedRows.AssertEqualAsync(mysql.Server, await CapturedRows.ReadAsync(store, "BRAND"), Schema, "t", ["id"], "v");
    }
}
