using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>What only MariaDB has in ALTER TABLE.</summary>
public sealed class AlteredTableMariaDbTests
{
    [Fact]
    public async Task Run_MariaDbsOwnClauses_FollowedUntilExistingRowsChange()
    {
        await using var server = await MariaDbServer.StartAsync();
        await server.ExecuteAsync("CREATE DATABASE altered");
        await server.ExecuteAsync(
            """
            CREATE TABLE t (id INT PRIMARY KEY, i INT, j JSON);
            INSERT INTO t VALUES (1, 1, '{}');
            ALTER TABLE t WAIT 5 ADD COLUMN IF NOT EXISTS w INT;
            INSERT INTO t VALUES (2, 2, NULL, 2);
            ALTER TABLE t ADD COLUMN IF NOT EXISTS w INT NOT NULL DEFAULT 5;
            ALTER TABLE IF EXISTS t NOWAIT MODIFY COLUMN IF EXISTS i BIGINT, /*M!100100 ADD COLUMN */ x INT;
            INSERT INTO t VALUES (3, 3, NULL, 3, 3);
            SET STATEMENT max_statement_time = 5 FOR ALTER TABLE t ADD COLUMN IF NOT EXISTS y INT DEFAULT 5;
            INSERT INTO t VALUES (4, 4, NULL, 4, 4, 4);
            FLUSH BINARY LOGS
            """,
            "altered");
        var store = new MemoryObjectStore();
        Task Capture(params string[] handled) =>
            new BrandCapture("BRAND", new BinlogFileReader(server.BinlogFiles), store, new CaptureOptions { Tables = ["altered.*"], HandledStatements = handled }).RunAsync();
        var error = await Assert.ThrowsAsync<UnsupportedStatementException>(() => Capture());
        Assert.Contains("ADD COLUMN IF NOT EXISTS y", error.Statement, StringComparison.Ordinal);
        await Capture($"{error.File}:{error.Offset}");
        Assert.Equal(["1  ", "2 2 ", "3 3 ", "4 4 4"], (await CapturedRows.ReadAsync(store, "BRAND")).Rows.Select(row => $"{row["id"]} {row.GetValueOrDefault("w")} {row.GetValueOrDefault("y")}"));
    }
}
