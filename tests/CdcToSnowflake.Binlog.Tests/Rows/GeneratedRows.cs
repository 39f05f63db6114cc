using System.Globalization;
using CdcToSnowflake.Binlog.Tests.Events;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>
/// Writes generated tables on a server, one file for each way to log: what its binlog gives, replayed, equals the server's SELECT after the inserts, the updates
/// and the deletes; order, operation and position of each change equal what the server's own tool prints of the file.
/// </summary>
internal static class GeneratedRows
{
    /// <summary>How many tables each way to log is tried with.</summary>
    public static int TablesPerSession { get; } = Environment.GetEnvironmentVariable("CDC_TEST_LONG") is { Length: > 0 } ? 40 : 2;

    public static async Task CheckAsync(DatabaseServer server, IReadOnlyList<GeneratedTable> tables, IEnumerable<GeneratedSession> sessions, bool hasNames)
    {
        foreach (var session in sessions)
        {
            await server.ExecuteAsync("FLUSH BINARY LOGS");
            var file = server.BinlogFiles[^1];
            var expected = new List<List<string?[]>[]>();
            for (var t = 0; t < tables.Count; t++)
            {
                expected.Add(await WriteAsync(server, tables[t], Database(t), session.Settings, hasNames));
            }

            var changes = (await DecodedRows.ReadAsync(new BinlogFileReader([file]))).Where(c => c.Table.Schema.StartsWith("generated_", StringComparison.Ordinal)).ToList();
            for (var t = 0; t < tables.Count; t++)
            {
                Check(tables[t], [.. changes.Where(c => c.Table.Schema == Database(t))], expected[t], session, hasNames);
            }

            var isMariaDb = server is MariaDbServer;
            var printed = await ToolOutput.OfAsync(server.ProgramPath(isMariaDb ? "mariadb-binlog" : "mysqlbinlog"), "--no-defaults", "-vv", "--base64-output=decode-rows", file);
            Assert.Equal(
                MySqlBinlogText.Changes(printed, isMariaDb).Where(c => c.Contains(" generated_", StringComparison.Ordinal)),
                changes.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Position} {c.Operation} {c.Table}")));
        }
    }

    private static string Database(int table) => string.Create(CultureInfo.InvariantCulture, $"generated_{table}");

    /// <summary>Inserts, updates, deletes the rows of even numbers.</summary>
    /// <returns>What the server has after each.</returns>
    private static async Task<List<string?[]>[]> WriteAsync(DatabaseServer server, GeneratedTable table, string database, string settings, bool hasNames)
    {
        const string Session = "SET sql_mode = ''; SET time_zone = '+00:00';";
        await server.ExecuteAsync($"{settings};{table.Inserts(database)}");
        var inserted = await table.SelectAsync(server, database, hasNames);
        await server.ExecuteAsync($"{Session}{settings};{table.Updates()}", database);
        var updated = await table.SelectAsync(server, database, hasNames);
        await server.ExecuteAsync($"{Session}{settings};{table.Deletes()}", database);
        return [inserted, updated, await table.SelectAsync(server, database, hasNames)];
    }

    private static void Check(GeneratedTable table, List<DecodedChange> changes, List<string?[]>[] expected, GeneratedSession session, bool hasNames)
    {
        var replayed = new ReplayedTable();
        RowOperation[] order = [RowOperation.Insert, RowOperation.Update, RowOperation.Delete];
        Assert.Equal(changes.Select(c => c.Operation), changes.Select(c => c.Operation).Order());
        for (var stage = 0; stage < order.Length; stage++)
        {
            foreach (var change in changes.Where(c => c.Operation == order[stage]))
            {
                replayed.Apply(change);
                Assert.Equal(hasNames ? "id" : null, change.Table.Columns[0].Name);
                Assert.False(session.IsFullImage && (change.Before ?? []).Concat(change.After ?? []).Contains(TextVisitor.AbsentText));
            }

            replayed.AssertEquals(expected[stage], table, $"{order[stage]} with {session.Settings}");
        }

        Assert.True(!session.IsFullImage || replayed.Partial == 0);
    }
}
