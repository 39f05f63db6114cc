using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Changes;

/// <summary>The convenient door on what a real server logs: dates that no calendar has, and a live stream.</summary>
[Collection(MySqlCollection.Name)]
public sealed class BinlogChangesMySqlTests(MySqlFixture mySql)
{
    [Fact]
    public async Task ReadChangesAsync_LiveServer_GivesRowsUpToACommit()
    {
        var server = mySql.Server;
        var cancellationToken = TestContext.Current.CancellationToken;
        var options = BinlogClientOptions.Parse(server.ConnectionString) with { Decoding = new BinlogOptions { TableFilter = BinlogTablePatterns.Matching("changes_live.*") } };
        await using var client = new BinlogClient(options);
        var from = await client.GetCurrentPositionAsync(cancellationToken);
        await server.ExecuteAsync(
            """
            CREATE DATABASE changes_live; CREATE TABLE changes_live.a (id INT PRIMARY KEY, d DATE, t DATETIME(3), s TIMESTAMP NULL, n DECIMAL(28,28), m DECIMAL(29,0));
            SET sql_mode = ''; BEGIN;
            INSERT INTO changes_live.a VALUES (1, '0000-00-00', '2024-00-00 01:02:03.004', '0000-00-00', 0.0000000000000000000000000001, 99999999999999999999999999999);
            UPDATE changes_live.a SET id = 2; COMMIT
            """, cancellationToken: cancellationToken);

        var changes = new List<BinlogChange>();
        await foreach (var change in client.ReadChangesAsync(from, cancellationToken))
        {
            changes.Add(change);
            if (change.Kind == BinlogChangeKind.Commit && changes.Any(c => c.IsRow))
            {
                break;
            }
        }

        var row = changes.Single(c => c.Kind == BinlogChangeKind.Insert).After!;
        Assert.Equal(["id", "d", "t", "s", "n", "m"], row.Keys);
        Assert.True(Assert.IsType<BinlogDateTime>(row["d"]).IsZero);
        Assert.Equal("2024-00-00 01:02:03.004000", Assert.IsType<BinlogDateTime>(row["t"]).ToString());
        Assert.True(row.Get<BinlogDateTime>("s").IsZero);
        Assert.Throws<InvalidCastException>(() => row.Get<DateTime>("t"));
        Assert.Equal(0.0000000000000000000000000001m, row["n"]);
        Assert.Equal("99999999999999999999999999999", row["m"]);
        var update = changes.Single(c => c.Kind == BinlogChangeKind.Update);
        Assert.Equal((1, 2), (update.Before!["id"], update.After!["id"]));
        Assert.NotNull(update.Gtid);
        Assert.Equal(update.Gtid, changes[^1].Gtid);
        Assert.InRange(DateTimeOffset.UtcNow - changes[^1].CommitTime, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(10));
    }
}
