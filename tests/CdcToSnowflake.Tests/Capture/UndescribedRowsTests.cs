using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>MariaDB's default metadata, NO_LOG, which tells neither signs nor character sets (its manual, "Replication and Binary Log System Variables"). Beside each row stands what it would be taken for.</summary>
public sealed class UndescribedRowsTests
{
    // What the server logs as the same bytes: two columns that information_schema tells apart today, and that may have been altered since.
    private static readonly (string Type, string Value)[] Guesses =
    [
        ("INT UNSIGNED", "4294967295"), // -1
        ("DECIMAL(5,2) UNSIGNED", "1"),
        ("YEAR", "2024"),
        ("TEXT", "'a'"), // a BLOB
        ("BLOB", "'a'"),
        ("BINARY(16)", "x'00ff'"), // a CHAR
        ("VARBINARY(5)", "x'ff'"), // a VARCHAR
        ("VARCHAR(9) CHARACTER SET ucs2", "'AB'"), // \0A\0B
        ("VARCHAR(9) CHARACTER SET latin1", "'Ã©'"), // é
        ("VARCHAR(9) CHARACTER SET latin1", "'é'"), // no UTF-8 at all
        ("VARCHAR(9) COMPRESSED", "'a'"),
    ];

    [Fact]
    public async Task Run_NoLogMetadata_RefusedWithWhatMendsItAndNeverGuessed()
    {
        await using var server = await StartAsync();
        for (var i = 0; i < Guesses.Length; i++)
        {
            await server.ExecuteAsync($"CREATE TABLE t{i} (id DATE PRIMARY KEY, v {Guesses[i].Type}); INSERT INTO t{i} VALUES ('2024-01-01', {Guesses[i].Value})", "no_log");
        }

        await server.ExecuteAsync("FLUSH BINARY LOGS");
        for (var i = 0; i < Guesses.Length; i++)
        {
            var store = new MemoryObjectStore();
            var error = await Assert.ThrowsAsync<UndescribedRowsException>(() => CaptureAsync(server, store, $"no_log.t{i}"));
            Assert.Equal(("no_log", $"t{i}"), (error.Schema, error.Table));
            Assert.DoesNotContain(store.Keys, key => key.Contains("/data/", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("FULL")]
    [InlineData("MINIMAL")]
    public async Task Run_NoLogMetadataUntilTheRemedy_WhatIsLoggedAfterItIsTaken(string metadata)
    {
        await using var server = await StartAsync();
        await server.ExecuteAsync("CREATE TABLE t (id INT UNSIGNED PRIMARY KEY, v VARCHAR(9) CHARACTER SET ucs2); INSERT INTO t VALUES (1, 'AB')", "no_log");
        await server.ExecuteAsync("FLUSH BINARY LOGS");
        var store = new MemoryObjectStore();
        var error = await Assert.ThrowsAsync<UndescribedRowsException>(() => CaptureAsync(server, store, "no_log.t"));
        Assert.Contains($"'{metadata}'", error.Message, StringComparison.Ordinal);

        await server.ExecuteAsync($"SET GLOBAL binlog_row_metadata = '{metadata}'");
        await server.ExecuteAsync("FLUSH BINARY LOGS; INSERT INTO t VALUES (4294967295, 'AB'); FLUSH BINARY LOGS", "no_log");
        await new BrandCapture("LATER", new BinlogFileReader([.. server.BinlogFiles.TakeLast(2)]), store, new CaptureOptions { Tables = ["no_log.t"] }, schema: new MySqlSchemaSource(server.ConnectionString)).RunAsync();
        var row = Assert.Single((await CapturedRows.ReadAsync(store, "LATER")).Rows);
        Assert.Equal(("4294967295", "AB"), ($"{row["id"]}", $"{row["v"]}"));
    }

    [Fact]
    public async Task Run_NoLogMetadataOfATableWithoutNumbersAndTexts_TakenSinceNothingIsMissing()
    {
        await using var server = await StartAsync();
        await server.ExecuteAsync("CREATE TABLE t (id DATE PRIMARY KEY, at DATETIME(3), g GEOMETRY, e ENUM('a','b')); INSERT INTO t VALUES ('2024-01-01', '2024-02-29 12:00:00.5', POINT(1, 2), 'b'); FLUSH BINARY LOGS", "no_log");
        var store = new MemoryObjectStore();
        await CaptureAsync(server, store, "no_log.t");
        Assert.Equal("b", $"{Assert.Single((await CapturedRows.ReadAsync(store, "BRAND")).Rows)["e"]}");
    }

    private static async Task<MariaDbServer> StartAsync()
    {
        var server = await MariaDbServer.StartAsync(new() { Arguments = ["--binlog-row-metadata=NO_LOG"] });
        await server.ExecuteAsync("CREATE DATABASE no_log CHARACTER SET utf8mb4");
        return server;
    }

    private static Task CaptureAsync(MariaDbServer server, MemoryObjectStore store, string table) =>
        new BrandCapture("BRAND", new BinlogFileReader(server.BinlogFiles), store, new CaptureOptions { Tables = [table] }, schema: new MySqlSchemaSource(server.ConnectionString)).RunAsync();
}
