using CdcToSnowflake.Binlog.Tests.Protocol;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Client;

/// <summary>A short session with transactions of all kinds, cut behind each packet that the server sends.</summary>
public abstract class CutContract(DatabaseServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>A statement before, and one behind what is to be logged compressed.</summary>
    protected abstract (string On, string Off) Compression { get; }

    [Fact]
    public async Task ReadAsync_CutBehindEachPacket_GivesEachEventOnce()
    {
        var (start, end) = await WorkAsync();
        var options = BinlogClientOptions.Parse(server.ConnectionString) with { TlsMode = BinlogTlsMode.Disabled };
        await using var direct = new BinlogClient(options);
        var expected = await Seen.UntilStatementAsync(direct, start, end);
        var (packets, refused, reconnected) = (0, 0, 0);
        for (var isCut = true; isCut; packets++)
        {
            await using var proxy = new FaultProxy(server.Host, server.Port);
            proxy.CutAfterPackets(packets);
            await using var client = new BinlogClient(options with { Port = proxy.Port });
            try
            {
                Assert.Equal(expected, await Seen.UntilStatementAsync(client, packets % 2 == 0 ? start : start with { GtidSet = null }, end));
                isCut = proxy.Connections > 1;
                reconnected += client.Reconnects;
            }
            catch (BinlogConnectionException) when (proxy.Connections == 1)
            {
                refused++; // the first login, whose failure the caller is told
            }
        }
        Assert.InRange(refused, 10, 60);
        Assert.True(reconnected >= expected.Count, $"{reconnected} of {packets} cuts fell between {expected.Count} events.");
    }

    private async Task<(BinlogPosition From, string End)> WorkAsync()
    {
        var name = $"cut_{Guid.NewGuid():N}"[..20];
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        var from = await client.GetCurrentPositionAsync(Cancelled);
        await server.ExecuteAsync(
            $"CREATE DATABASE {name}; USE {name}; CREATE TABLE t (id BIGINT PRIMARY KEY, v LONGTEXT); CREATE TABLE u (id BIGINT PRIMARY KEY, v LONGTEXT); "
            + "INSERT INTO t VALUES (1, 'a'); "
            + "BEGIN; INSERT INTO t VALUES (2, 'b'), (3, 'c'); INSERT INTO u VALUES (1, 'd'); UPDATE t JOIN u ON t.id = u.id SET t.v = 'e', u.v = 'f'; DELETE FROM t WHERE id = 2; COMMIT; "
            + "INSERT INTO u VALUES (2, REPEAT('large', 30000)); FLUSH BINARY LOGS; "
            + $"{Compression.On}; BEGIN; INSERT INTO t VALUES (10, REPEAT('x', 5000)); INSERT INTO u VALUES (10, REPEAT('y', 5000)); COMMIT; {Compression.Off}; "
            + "BEGIN; INSERT INTO t VALUES (20, 'void'); ROLLBACK; ALTER TABLE t ADD COLUMN more INT NULL; DELETE FROM u; TRUNCATE TABLE u");
        var end = $"CREATE DATABASE {name}_end";
        await server.ExecuteAsync(end);
        return (from, end);
    }
}
