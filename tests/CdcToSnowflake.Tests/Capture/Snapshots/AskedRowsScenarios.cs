using System.Text;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>What holds of requests for rows on each kind of server.</summary>
internal static class AskedRowsScenarios
{
    private static readonly AskedKeyCase[] Keys =
    [
        new("k BIGINT UNSIGNED", "k", ["18446744073709551615"], ["9223372036854775808"], ["0"], ["5"], ["18446744073709551615"], ["9223372036854775808"], ["0"]),
        new("k BIGINT", "k", ["-9223372036854775808"], ["9223372036854775807"], ["-1"], ["5"], ["-9223372036854775808"], ["9223372036854775807"], ["-1"]),
        new("k DECIMAL(10,2)", "k", ["-12.50"], ["-0.01"], ["99999999.99"], ["0"], ["-12.50"], ["-0.01"], ["99999999.99"]),
        new("k BINARY(4)", "k", ["X'01000000'"], ["X'00000000'"], ["X'FF200000'"], ["X'02000000'"], ["0x01000000"], ["0x00000000"], ["0xFF200000"]),
        new("k VARBINARY(9)", "k", ["X'00'"], ["X''"], ["X'0000'"], ["X'20'"], ["0x00"], ["0x"], ["0x0000"]),
        new("k DATETIME(6)", "k", ["'2024-02-28 23:59:59.999999'"], ["'1000-01-01'"], ["'9999-12-31 23:59:59.000001'"], ["'2000-01-01'"], ["2024-02-28 23:59:59.999999"], ["1000-01-01 00:00:00.000000"], ["9999-12-31 23:59:59.000001"]),
        new("k DATETIME", "k", ["'2024-02-28 23:59:59'"], ["'1000-01-01'"], ["'9999-12-31 23:59:59'"], ["'2000-01-01'"], ["2024-02-28 23:59:59.000000"], ["1000-01-01 00:00:00.000000"], ["9999-12-31 23:59:59.000000"]),
        new("k TIMESTAMP(3)", "k", ["'2024-02-28 23:59:59.123'"], ["'1970-01-01 00:00:01'"], ["'2038-01-19 03:14:07.999'"], ["'2000-01-01'"], ["1709164799.123000"], ["1.000000"], ["2147483647.999000"]),
        new("k DATE", "k", ["'2024-02-29'"], ["'1000-01-01'"], ["'9999-12-31'"], ["'2000-01-01'"], ["2024-02-29"], ["1000-01-01"], ["9999-12-31"]),
        new("k BIT(64)", "k", ["b'1'"], ["X'FFFFFFFFFFFFFFFF'"], ["b'0'"], ["b'10'"], ["1"], ["18446744073709551615"], ["0"]),
        new("k YEAR", "k", ["2024"], ["1901"], ["2155"], ["2000"], ["2024"], ["1901"], ["2155"]),
        new("k ENUM('a','ü','c','d')", "k", ["'a'"], ["'ü'"], ["'c'"], ["'d'"], ["a"], ["ü"], ["c"]),
        new("k SET('a','b')", "k", ["'a'"], ["'a,b'"], ["''"], ["'b'"], ["a"], ["a,b"], [""]),

        // Equal to the server, and different for Snowflake: 'straße' is left where 'STRASSE' was.
        new("k VARCHAR(20) COLLATE utf8mb4_unicode_ci", "k", ["'x'"], ["'straße'"], ["'STRASSE'"], ["'😀|1:'"], ["x"], ["straße"], ["STRASSE"]),

        new("k VARCHAR(20) CHARACTER SET latin1", "k", ["'é€'"], ["'ä'"], ["'ÿ'"], ["'o'"], ["é€"], ["ä"], ["ÿ"]),
        new("k CHAR(5)", "k", ["'a'"], ["''"], ["'b'"], ["'c'"], ["a"], [""], ["b"]),
        new("b VARCHAR(20), a INT, c DATE", "b, a, c", ["'x|y'", "1", "'2024-01-01'"], ["'x'", "1", "'2024-01-01'"], ["'x|y'", "1", "'2024-01-02'"], ["'x'", "2", "'2024-01-01'"], ["x|y", "1", "2024-01-01"], ["x", "1", "2024-01-01"], ["x|y", "1", "2024-01-02"]),
        new("a INT, b INT", "a, b", ["1", "1"], ["1", "2"], ["2", "1"], ["2", "2"], ["1", "1"], ["1", "2"], ["2", "1"]) { Primary = "KEY" },
    ];

    /// <summary>Of each kind of key: what is asked for is read again, and nothing else.</summary>
    public static async Task AwkwardKeysAsync(DatabaseServer server, string schema)
    {
        foreach (var kind in Keys)
        {
            try
            {
                await kind.RunAsync(server, schema);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"With {kind.Columns}: {e.Message}", e);
            }
        }
    }

    /// <summary>A text that the key's character set doesn't have can't be compared with it, and so is no key: the whole table is read instead.</summary>
    public static async Task TextOfNoCharacterSetAsync(DatabaseServer server, string schema)
    {
        await server.ExecuteAsync($"DROP DATABASE IF EXISTS {schema}; CREATE DATABASE {schema}; USE {schema}; CREATE TABLE t (k VARCHAR(20) CHARACTER SET latin1 PRIMARY KEY, v INT); INSERT INTO t VALUES ('a', 1), ('b', 1)");
        await using var live = new LiveCapture(server, new CaptureOptions { Tables = [$"{schema}.*"], Snapshot = new SnapshotOptions { RequestInterval = TimeSpan.FromSeconds(1) } });
        await live.UntilCaughtUpAsync();
        await server.ExecuteAsync("SET sql_log_bin = 0; DELETE FROM t WHERE k = 'b'; UPDATE t SET v = 2", schema);
        var id = await new RowRequestObjects(live.Store, "BRAND").AskAsync(new TableName(schema, "t"), new AskedRows(AskedRows.Newest, ["k"], [[Convert.ToHexString("汉"u8)], ["61"]]), default);
        await live.UntilAsync(() => live.Store.Keys.Contains($"BRAND/snapshots/done/{schema}.t/{id}.json"));
        await live.StopAsync();
        var captured = await CapturedRows.ReadAsync(live.Store, "BRAND");
        Assert.Contains(captured.Cuts, cut => cut.Snapshots.Ended.Any(sweep => sweep.Ids.Contains(id)));
        await MergedRows.AssertEqualAsync(server, captured, schema, "t", ["k"], "v");
    }

    /// <summary>Rows are asked for again and again while sessions change, delete and insert them: the end equals the source, which it wouldn't if one that was read were written after a later change.</summary>
    public static async Task WritersAtWorkAsync(DatabaseServer server, string schema)
    {
        const int Rows = 40;
        await server.ExecuteAsync($"DROP DATABASE IF EXISTS {schema}; CREATE DATABASE {schema}; CREATE TABLE {schema}.t (id INT PRIMARY KEY, v INT); INSERT INTO {schema}.t SELECT * FROM (WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < {Rows}) SELECT i, 0 FROM n) AS n");
        await using var live = new LiveCapture(server, new CaptureOptions { Tables = [$"{schema}.*"], Snapshot = new SnapshotOptions { RequestInterval = TimeSpan.FromSeconds(1) } });
        await live.UntilCaughtUpAsync();
        using var stop = new CancellationTokenSource();
        Task[] writing = [WriteAsync(1), WriteAsync(2)];
        var requests = new RowRequestObjects(live.Store, "BRAND");
        List<string> asked = [];
        for (var i = 0; i < 150; i++)
        {
            asked.Add(await requests.AskAsync(new TableName(schema, "t"), new AskedRows(AskedRows.Newest, ["id"], [.. Enumerable.Range(1, Rows).Select(id => (IReadOnlyList<string>)[Convert.ToHexString(Encoding.ASCII.GetBytes($"{id}"))])]), default));
        }

        await live.UntilAsync(() => asked.All(id => live.Store.Keys.Contains($"BRAND/snapshots/done/{schema}.t/{id}.json")));
        await stop.CancelAsync();
        await Task.WhenAll(writing);
        await live.UntilCaughtUpAsync();
        await live.StopAsync();
        var captured = await CapturedRows.ReadAsync(live.Store, "BRAND");
        Assert.True(captured.Rows.Count(row => (string)row["_OP"]! == "R") > 2 * Rows);
        await MergedRows.AssertEqualAsync(server, captured, schema, "t", ["id"], "v");

        async Task WriteAsync(int writer)
        {
            for (var n = writer; !stop.IsCancellationRequested; n += 2)
            {
                var id = 1 + (n * 7 % Rows);
                await server.ExecuteAsync((n / Rows % 3) switch
                {
                    0 => $"DELETE FROM t WHERE id = {id}",
                    1 => $"INSERT INTO t VALUES ({id}, {n}) ON DUPLICATE KEY UPDATE v = {n}",
                    _ => $"UPDATE t SET v = {n} WHERE id = {id}",
                }, schema);
            }
        }
    }
}
