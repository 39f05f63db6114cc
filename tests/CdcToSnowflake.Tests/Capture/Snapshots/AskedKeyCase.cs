using System.Text;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>A kind of key, with four of its keys as SQL; and three of them as a snapshot's SELECT has them, 0x before hexadecimal digits: of a row that has changed unseen, one that has come, and one that has gone.</summary>
/// <param name="Columns">The key columns' definitions.</param>
/// <param name="Key">Their names.</param>
/// <param name="Changed">The first key.</param>
/// <param name="Came">The second.</param>
/// <param name="Gone">The third; null for one that never was.</param>
/// <param name="Left">The fourth, of a row that has changed too and isn't asked for.</param>
/// <param name="AskedChanged">The first, as it is asked for.</param>
/// <param name="AskedCame">The second.</param>
/// <param name="AskedGone">The third.</param>
internal sealed record AskedKeyCase(string Columns, string Key, string[] Changed, string[] Came, string[]? Gone, string[] Left, string[] AskedChanged, string[] AskedCame, string[] AskedGone)
{
    public string Primary { get; init; } = "PRIMARY KEY";

    public async Task RunAsync(DatabaseServer server, string schema)
    {
        string[] key = Key.Split(", ");
        await server.ExecuteAsync($"DROP DATABASE IF EXISTS {schema}; CREATE DATABASE {schema} CHARACTER SET utf8mb4; USE {schema}; SET time_zone = '+00:00'; CREATE TABLE t ({Columns}, v INT NOT NULL, n TEXT NOT NULL, {Primary} ({Key}))");
        await server.ExecuteAsync($"SET time_zone = '+00:00'; INSERT INTO t VALUES {string.Join(", ", new[] { Changed, Gone, Left }.OfType<string[]>().Select(values => $"({string.Join(", ", values)}, 1, 'n')"))}", schema);
        await using var live = new LiveCapture(server, new CaptureOptions
        {
            Tables = [$"{schema}.*"],
            KeyColumns = new Dictionary<string, IReadOnlyList<string>> { [$"{schema}.t"] = key },
            Snapshot = new SnapshotOptions { RequestInterval = TimeSpan.FromSeconds(1) },
        });
        await live.UntilCaughtUpAsync();
        var before = (await CapturedRows.ReadAsync(live.Store, "BRAND")).Rows.Count;
        await server.ExecuteAsync(
            $"SET sql_log_bin = 0, time_zone = '+00:00'; {(Gone is null ? "" : $"DELETE FROM t WHERE {Where(Gone)};")} UPDATE t SET v = 2 WHERE {Where(Changed)}; INSERT INTO t VALUES ({string.Join(", ", Came)}, 3, 'n'); UPDATE t SET v = 4 WHERE {Where(Left)}", schema);

        var requests = new RowRequestObjects(live.Store, "BRAND");
        var id = await requests.AskAsync(new TableName(schema, "t"), new AskedRows(AskedRows.Newest, key, [Asked(AskedChanged), Asked(AskedCame), Asked(AskedGone)]), default);
        await live.UntilAsync(() => live.Store.Keys.Contains($"BRAND/snapshots/done/{schema}.t/{id}.json"));
        await live.UntilCaughtUpAsync();
        await live.StopAsync();

        // By (_CUT, _SEQ): the rows that there are as R, then the one that there isn't as D of its key alone, and no other row.
        var rows = (await CapturedRows.ReadAsync(live.Store, "BRAND")).Rows.Skip(before).ToList();
        Assert.Equal(["2R", "3R", "D"], rows.Select(row => $"{row["v"]}{row["_OP"]}").Order());
        Assert.Null(rows.Single(row => (string)row["_OP"]! == "D")["n"]);
        var captured = await CapturedRows.ReadAsync(live.Store, "BRAND");
        var source = await MergedRows.OfSourceAsync(server, schema, "t", ["v"], ["n"]);
        Assert.Equal(["2", "3", "4"], source.Keys);
        Assert.Equal(["1", "2", "3"], captured.Rows.Where(row => (string)row["_OP"]! != "D" && !IsOverwritten(row, captured, key)).Select(row => $"{row["v"]}").Order());
        Assert.All(captured.Cuts, cut => Assert.DoesNotContain(cut.Snapshots.Ended, sweep => sweep.Ids.Contains(id)));

        string Where(string[] values) => string.Join(" AND ", key.Zip(values, (name, value) => $"{name} = {value}"));
    }

    private static bool IsOverwritten(Dictionary<string, object?> row, CapturedRows captured, string[] key) => captured.Rows.Any(later =>
        key.All(name => Equals($"{later[name]}", $"{row[name]}")) && ((long)later["_CUT"]!, (long)later["_SEQ"]!).CompareTo(((long)row["_CUT"]!, (long)row["_SEQ"]!)) > 0);

    private static IReadOnlyList<string> Asked(string[] values) => [.. values.Select(value => value.StartsWith("0x", StringComparison.Ordinal) ? value[2..] : Convert.ToHexString(Encoding.UTF8.GetBytes(value)))];
}
