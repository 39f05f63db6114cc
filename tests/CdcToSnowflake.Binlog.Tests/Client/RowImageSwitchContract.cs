using CdcToSnowflake.Binlog.Tests.Rows;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Client;

/// <summary>One session's binlog_row_image, on a server that logs whole rows by default: the reader shows what is there, and what isn't as absent.</summary>
public abstract class RowImageSwitchContract(DatabaseServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_SessionSwitchesItsRowImage_ShowsWhatEachImageHolds()
    {
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        await server.ExecuteAsync("DROP DATABASE IF EXISTS row_image; CREATE DATABASE row_image; CREATE TABLE row_image.t (id INT PRIMARY KEY, a INT, b BLOB)");
        var from = await client.GetCurrentPositionAsync(Cancelled);

        await server.ExecuteAsync(
            "USE row_image; INSERT INTO t VALUES (1, 1, 'x'); SET SESSION binlog_row_image = 'MINIMAL'; UPDATE t SET a = 2; SET SESSION binlog_row_image = 'NOBLOB'; UPDATE t SET a = 3; "
            + "UPDATE t SET b = 'y'; SET SESSION binlog_row_image = 'MINIMAL'; DELETE FROM t; SET SESSION binlog_row_image = 'FULL'; INSERT INTO t VALUES (2, NULL, 'w'); UPDATE t SET a = 4; DROP DATABASE row_image");

        // By the manuals: MINIMAL has the key before and what was changed after, NOBLOB all but the BLOB and TEXT columns that nobody needs.
        Assert.Equal(
            [
                "Insert -> 1,1,78", "Update 1,~,~ -> ~,2,~", "Update 1,2,~ -> 1,3,~",
                "Update 1,3,~ -> 1,3,79", "Delete 1,~,~ -> ", "Insert -> 2,NULL,77", "Update 2,NULL,77 -> 2,4,77",
            ],
            await ReadAsync(client, from));
    }

    private static async Task<List<string>> ReadAsync(BinlogClient client, BinlogPosition from)
    {
        var lines = new List<string>();
        await foreach (var batch in client.ReadAsync(from, Cancelled))
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Query && batch.QueryText.StartsWith("DROP DATABASE", StringComparison.Ordinal))
                    return lines;
                if (batch.Kind != BinlogEventKind.Rows)
                    continue;
                foreach (var change in batch.Rows)
                {
                    var before = change.HasBefore ? $"{Text(batch.Table, change.Before)} " : "";
                    lines.Add($"{batch.Operation} {before}-> {(change.HasAfter ? Text(batch.Table, change.After) : "")}");
                }
            }
        }
        return lines;
    }

    private static string Text(BinlogTable table, BinlogRow row) =>
        string.Join(',', TextVisitor.Texts(table, row).Select(text => text is null ? "NULL" : text == TextVisitor.AbsentText ? "~" : text));
}
