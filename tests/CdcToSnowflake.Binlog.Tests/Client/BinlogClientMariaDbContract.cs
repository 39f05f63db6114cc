using System.Text;
using CdcToSnowflake.Binlog.Tests.Protocol;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Client;

/// <summary>What a reader of any MariaDB release sees.</summary>
public abstract class BinlogClientMariaDbContract(MariaDbServer server)
{
    private MariaDbServer Server => server;

    protected abstract string? Release { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_Workload_EqualsTheServersOwnFiles()
    {
        // Its own: read from the beginning, the common server's log holds what other tests wrote.
        await using var own = await MariaDbServer.StartAsync(new() { Release = Release }, Cancelled);
        var work = await WorkAsync(own);
        await using var client = new BinlogClient(Options(own));

        var live = await Seen.UntilStatementAsync(client, null, work.End);

        Assert.Equal(await Seen.UntilStatementAsync(new BinlogFileReader(own.BinlogFiles), null, work.End), live);
    }

    [Fact]
    public async Task ReadAsync_FromEachBoundary_GivesExactlyTheRest()
    {
        var work = await WorkAsync();
        await using var client = new BinlogClient(Options());
        await using var fromTheBeginning = new BinlogClient(Options() with { MaxDirectOffset = 4 });
        var boundaries = new List<BinlogPosition>();
        var all = await Seen.UntilStatementAsync(client, work.From, work.End, batch => boundaries.Add(batch.Position));

        Assert.True(boundaries.Count >= 4);
        foreach (var boundary in boundaries)
        {
            var index = all.FindLastIndex(line => line.StartsWith($"{boundary.File}:", StringComparison.Ordinal) && line.Contains($"-{boundary.Offset} ", StringComparison.Ordinal));
            Assert.Equal(all[(index + 1)..], await Seen.UntilStatementAsync(client, boundary with { GtidSet = null }, work.End));
            // A file whose offsets have more than 32 bits is sent from its beginning.
            Assert.Equal(all[(index + 1)..], await Seen.UntilStatementAsync(fromTheBeginning, boundary with { GtidSet = null }, work.End));
            if (boundary.GtidSet is not null)
                Assert.Equal(all[(index + 1)..], await Seen.UntilStatementAsync(client, BinlogPosition.FromGtidSet(boundary.GtidSet, isMariaDb: true), work.End));
        }
        Assert.Contains(boundaries, boundary => boundary is { IsMariaDb: true, GtidSet: { } gtids } && gtids.Contains(",7-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadAsync_ConnectionCutAnywhere_GivesEachEventOnce()
    {
        var work = await WorkAsync();
        await using var direct = new BinlogClient(Options());
        var expected = await Seen.UntilStatementAsync(direct, work.From, work.End);
        var reconnected = 0;
        for (var bytes = 0; bytes < 24_000; bytes += 1_013)
        {
            await using var proxy = new FaultProxy(Server.Host, Server.Port) { Pace = 499 };
            proxy.CutAfter(bytes);
            await using var client = new BinlogClient(Options() with { Port = proxy.Port });
            try
            {
                Assert.Equal(expected, await Seen.UntilStatementAsync(client, work.From, work.End));
                reconnected += client.Reconnects;
            }
            catch (BinlogConnectionException) when (proxy.Connections == 1)
            {
                // The cut fell into the first login, whose failure the caller is told.
            }
        }
        Assert.True(reconnected > 5, $"Only {reconnected} readings met their cut.");
    }

    [Fact]
    public async Task ReadAsync_OneByteAtATime_GivesTheSame()
    {
        var work = await WorkAsync();
        await using var direct = new BinlogClient(Options());
        await using var proxy = new FaultProxy(Server.Host, Server.Port) { Pace = 1 };
        await using var slow = new BinlogClient(Options() with { Port = proxy.Port, TlsMode = BinlogTlsMode.Disabled });

        Assert.Equal(await Seen.UntilStatementAsync(direct, work.From, work.End), await Seen.UntilStatementAsync(slow, work.From, work.End));
    }

    private BinlogClientOptions Options(MariaDbServer? own = null) => BinlogClientOptions.Parse((own ?? Server).ConnectionString);

    private async Task<(BinlogPosition From, string End)> WorkAsync(MariaDbServer? own = null)
    {
        var name = $"client_{Guid.NewGuid():N}"[..20];
        await using var client = new BinlogClient(Options(own));
        var from = await client.GetCurrentPositionAsync(Cancelled);
        var sql = new StringBuilder($"CREATE DATABASE {name}; USE {name}; CREATE TABLE t (id BIGINT PRIMARY KEY, v VARCHAR(200)); BEGIN; ");
        for (var i = 0; i < 150; i++)
            sql.Append($"INSERT INTO t VALUES ({i}, REPEAT('x', {i % 90})); ");
        sql.Append("COMMIT; UPDATE t SET v = CONCAT(v, 'y') WHERE id < 10; DELETE FROM t WHERE id = 3; SET SESSION gtid_domain_id = 7; INSERT INTO t VALUES (-7, 'of another domain'); SET SESSION gtid_domain_id = 0; ALTER TABLE t ADD COLUMN more INT NULL; INSERT INTO t (id, v) VALUES (-1, 'last')");
        await (own ?? Server).ExecuteAsync(sql.ToString());
        var end = $"CREATE DATABASE {name}_end";
        await (own ?? Server).ExecuteAsync(end);
        return (from, end);
    }
}
