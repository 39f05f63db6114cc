using System.Globalization;
using CdcToSnowflake.Capture;
using CdcToSnowflake.TestServers;
using MySqlConnector;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>Tables with keys of many kinds, and sessions that change them while they are read.</summary>
internal sealed class SnapshotWriters(DatabaseServer server, string schema)
{
    public const int Rows = 1500;
    public const long Sum = Rows * 100;

    /// <summary>Each table with its key and its other columns.</summary>
    public static readonly (string Table, string[] Key, string[] Columns)[] Tables =
    [
        ("account", ["id"], ["balance"]),
        ("pair", ["a", "b"], ["v"]),
        ("day", ["d", "n"], ["v"]),
        ("kind", ["k", "id"], ["v"]),
        ("bare", ["x", "y"], ["v"]),
        ("bytes", [MergedRows.Binary], ["v"]),
        ("nothing", ["id"], []),
    ];

    private long _transactions;

    public CaptureOptions Options => new()
    {
        Tables = [$"{schema}.*"],
        KeyColumns = new Dictionary<string, IReadOnlyList<string>> { [$"{schema}.bare"] = ["x", "y"] },
        Snapshot = new SnapshotOptions { ChunkRows = 97, ParallelTables = 3 },
    };

    /// <summary>Transactions so far.</summary>
    public long Transactions => Interlocked.Read(ref _transactions);

    public async Task CreateAsync()
    {
        var numbers = $"WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < {Rows}) SELECT";
        await server.ExecuteAsync($"DROP DATABASE IF EXISTS {schema}; CREATE DATABASE {schema} CHARACTER SET utf8mb4");
        await server.ExecuteAsync(
            $"""
            SET {(server is MariaDbServer ? "max_recursive_iterations" : "cte_max_recursion_depth")} = 100000;
            CREATE TABLE account (id BIGINT UNSIGNED PRIMARY KEY, balance BIGINT NOT NULL);
            INSERT INTO account {numbers} i * 3, 100 FROM n;
            CREATE TABLE pair (v INT, b INT, a VARCHAR(20) NOT NULL, PRIMARY KEY (a, b));
            INSERT INTO pair {numbers} i, i, CONCAT(CASE i % 4 WHEN 0 THEN 'Ä' WHEN 1 THEN 'b' WHEN 2 THEN 'B''x' ELSE '' END, i % 50) FROM n;
            CREATE TABLE day (d DATE, n DECIMAL(8,2), v INT, PRIMARY KEY (d, n));
            INSERT INTO day {numbers} DATE_ADD('2024-01-01', INTERVAL i % 30 DAY), i / 4 - 100, i FROM n;
            CREATE TABLE kind (k ENUM('z','a','m'), id INT, v INT, PRIMARY KEY (k, id));
            INSERT INTO kind {numbers} i % 3 + 1, i, i FROM n;
            CREATE TABLE bare (x INT NOT NULL, y VARCHAR(10) NOT NULL, v INT);
            INSERT INTO bare {numbers} i, CONCAT('y', i), i FROM n;
            CREATE TABLE bytes (bin VARBINARY(8) PRIMARY KEY, v INT);
            INSERT INTO bytes {numbers} UNHEX(LPAD(HEX(i * 7919), 8, '0')), i FROM n;
            CREATE TABLE nothing (id INT PRIMARY KEY);
            """,
            schema);
    }

    /// <summary>Changes all tables until it is stopped. An account's money goes to another one within each transaction.</summary>
    public async Task WriteAsync(int seed, CancellationToken stop)
    {
        var random = new Random(seed);
        await using var connection = await server.OpenAsync(schema, CancellationToken.None);
        while (!stop.IsCancellationRequested)
        {
            var (i, a, b, amount) = (random.Next(1, Rows * 2), random.Next(1, Rows + 1) * 3, random.Next(1, Rows + 1) * 3, random.Next(100));
            var sql = string.Create(CultureInfo.InvariantCulture, $"""
                BEGIN;
                UPDATE account SET balance = balance - {amount} WHERE id = {Math.Min(a, b)};
                UPDATE account SET balance = balance + {amount} WHERE id = {Math.Max(a, b)};
                {random.Next(9) switch
                {
                    0 => $"DELETE FROM pair WHERE b = {i}; INSERT INTO bare VALUES ({Rows + i + (seed * 100_000) + (Transactions * 1_000_000) % 2_000_000_000}, 'new', {i});",
                    1 => $"REPLACE INTO pair VALUES ({i}, {i}, 'ä{i}');",
                    2 => $"UPDATE IGNORE pair SET a = UPPER(a) WHERE b = {i};",
                    3 => $"REPLACE INTO day VALUES ('2024-01-{(i % 30) + 1:D2}', {i}.25, {i});",
                    4 => $"UPDATE IGNORE kind SET k = 'm', v = v + 1 WHERE id = {i};",
                    5 => $"DELETE FROM bytes WHERE v = {i}; DELETE FROM kind WHERE id = {i};",
                    6 => $"UPDATE bare SET v = v + 1 WHERE x = {i}; UPDATE IGNORE day SET n = n + 0.01 WHERE v = {i};",
                    7 => $"UPDATE IGNORE bytes SET bin = CONCAT(bin, 0x00) WHERE v = {i} AND LENGTH(bin) < 8;",
                    _ => $"REPLACE INTO bytes VALUES (0x{i:X8}00, {i}); UPDATE IGNORE account SET id = -(-id) WHERE id = {a};",
                }}
                {(random.Next(10) == 0 ? "ROLLBACK" : "COMMIT")};
                """);
            await using var command = new MySqlCommand(sql, connection);
            try
            {
                await command.ExecuteNonQueryAsync(CancellationToken.None);
                Interlocked.Increment(ref _transactions);
            }
            catch (MySqlException e) when (e.ErrorCode is MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout)
            {
                await using var rollback = new MySqlCommand("ROLLBACK", connection);
                await rollback.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
    }

    public async Task AssertEqualAsync(CapturedRows captured)
    {
        foreach (var (table, key, columns) in Tables)
        {
            await MergedRows.AssertEqualAsync(server, captured, schema, table, key, columns);
        }
    }

    /// <summary>At the end of each cut since the accounts were complete, no money has come or gone.</summary>
    public int AssertMoneyStays(CapturedRows captured)
    {
        var complete = captured.Cuts.First(cut => cut.Snapshots.Ended.Any(sweep => sweep.Table == $"{schema}.account")).Cut;
        var cuts = captured.Cuts.Where(cut => cut.Cut >= complete).ToList();
        foreach (var cut in cuts)
        {
            Assert.Equal(Sum, MergedRows.Of(captured, schema, "account", ["id"], ["balance"], cut.Cut).Values.Sum(balance => long.Parse(balance, CultureInfo.InvariantCulture)));
        }

        return cuts.Count;
    }
}
