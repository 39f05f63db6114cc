using CdcToSnowflake.Binlog.Tests.Client;
using CdcToSnowflake.TestServers;
using MySqlConnector;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>A course of XA transactions on a server against what its files tell.</summary>
internal static class XaCheck
{
    public static async Task RunAsync(DatabaseServer server, string database, (XaScript.Step Step, byte[] Global, byte[] Branch, int Format)[] steps)
    {
        await server.ExecuteAsync($"DROP DATABASE IF EXISTS {database}; CREATE DATABASE {database}; CREATE TABLE {database}.a (id INT PRIMARY KEY); FLUSH BINARY LOGS");
        var first = server.BinlogFiles.Count - 1;

        await XaScript.RunAsync(server, database, steps);

        var files = server.BinlogFiles.Skip(first).ToList();
        var (held, boundaries, kinds) = await XaScript.FollowAsync(files, database);
        await using var connection = await server.OpenAsync(database);
        Assert.Equal(await ColumnAsync(connection, "SELECT id FROM a ORDER BY id"), held.Select(v => v.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(steps.Count(s => s.Step == XaScript.Step.Prepare), kinds.Count(k => k == BinlogEventKind.XaPrepare));

        // The last boundary's GTIDs are all that the server has done: prepares count, and commits count by themselves.
        var isMariaDb = server is MariaDbServer;
        var executed = (await ColumnAsync(connection, isMariaDb ? "SELECT @@GLOBAL.gtid_binlog_pos" : "SELECT @@GLOBAL.gtid_executed"))[0];
        Assert.Equal(isMariaDb ? MariaDbGtidList.Parse(executed).ToString() : GtidSet.Parse(executed).ToString(), boundaries[^1].GtidSet);

        // Reading can start at each boundary, and gives the rest.
        var all = await LinesAsync(files, null);
        for (var i = 0; i < boundaries.Count; i += 3)
        {
            var rest = await LinesAsync(files, boundaries[i]);
            Assert.Equal(all.TakeLast(rest.Count), rest);
            Assert.True(rest.Count < all.Count);
        }
    }

    private static async Task<List<string>> LinesAsync(IReadOnlyList<string> files, BinlogPosition? from)
    {
        var lines = new List<string>();
        await foreach (var batch in new BinlogFileReader(files).ReadAsync(from))
        {
            while (batch.Read())
            {
                lines.Add(batch.Kind == BinlogEventKind.Rows ? $"{batch.File}:{batch.StartOffset} {batch.Table}" : Seen.Line(batch) + batch.Xid);
            }
        }

        return lines;
    }

    private static async Task<List<string>> ColumnAsync(MySqlConnection connection, string sql)
    {
        await using var command = new MySqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
        {
            values.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
        }

        return values;
    }
}
