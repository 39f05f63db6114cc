using CdcToSnowflake.Capture;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Tests.Capture.Snapshots;
using CdcToSnowflake.Tests.Storage;
using MySqlConnector;

namespace CdcToSnowflake.Tests.Capture.SchemaChanges;

/// <summary>A schema at a source, whatever tables it has by now, compared with what was captured of it.</summary>
internal sealed class SourceSchema(DatabaseServer server, string schema)
{
    public CaptureOptions Options { get; } = new() { Tables = [$"{schema}.*"], Snapshot = new SnapshotOptions { ChunkRows = 40 } };

    public DatabaseServer Server => server;

    public string Name => schema;

    public Task CreateAsync() => server.ExecuteAsync(
        $"""
        DROP DATABASE IF EXISTS {schema}; CREATE DATABASE {schema} CHARACTER SET utf8mb4; USE {schema};
        CREATE TABLE t (id INT PRIMARY KEY, a INT, b VARCHAR(20), c DECIMAL(10,2), e ENUM('x','y') NOT NULL);
        INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 150) SELECT i, i * 1000, CONCAT('größe ', i), i + 0.25, IF(i % 2, 'x', 'y') FROM n;
        CREATE TABLE u (id INT PRIMARY KEY, a INT, b VARCHAR(20), w INT);
        INSERT INTO u WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 60) SELECT i, -i, CONCAT('u', i), i FROM n;
        CREATE TABLE p (id INT PRIMARY KEY, a INT) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (40), PARTITION p1 VALUES LESS THAN (80), PARTITION p2 VALUES LESS THAN (1000));
        INSERT INTO p SELECT id, a FROM t WHERE id < 120;
        CREATE TABLE mark (id INT PRIMARY KEY, n INT);
        """);

    public Task ExecuteAsync(string sql) => server.ExecuteAsync(sql, schema);

    /// <summary>Every table has the source's rows in all its columns, and one that is gone has none.</summary>
    public async Task AssertEqualAsync(MemoryObjectStore store)
    {
        var captured = await CapturedRows.ReadAsync(store, "BRAND");
        var there = await ColumnsAsync();
        foreach (var (table, columns) in there.Where(table => Options.Includes(schema, table.Key)))
        {
            await MergedRows.AssertEqualAsync(server, captured, schema, table, ["id"], [.. columns]);
        }

        foreach (var gone in captured.Rows.Select(row => (string)row["table"]!).Distinct().Where(path => !there.ContainsKey(path.Split('.')[1])))
        {
            Assert.Empty(MergedRows.Of(captured, schema, gone.Split('.')[1], ["id"], ["id"]));
        }

        Assert.DoesNotContain(captured.Rows, row => !Options.Includes(schema, ((string)row["table"]!).Split('.')[1]));
    }

    private async Task<Dictionary<string, List<string>>> ColumnsAsync()
    {
        await using var connection = await server.OpenAsync(schema);
        await using var command = new MySqlCommand("SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME, ORDINAL_POSITION", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new Dictionary<string, List<string>>();
        while (await reader.ReadAsync())
        {
            (tables.TryGetValue(reader.GetString(0), out var columns) ? columns : tables[reader.GetString(0)] = []).Add(reader.GetString(1));
        }

        return tables;
    }
}
