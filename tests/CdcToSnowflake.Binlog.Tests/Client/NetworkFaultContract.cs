using CdcToSnowflake.Binlog.Tests.Protocol;
using System.Security.Cryptography;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Client;

/// <summary>A short session with transactions of all kinds over a network that fails.</summary>
public abstract class NetworkFaultContract(DatabaseServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>150,000 bytes that no server makes less of.</summary>
    private static readonly string Incompressible = $"X'{Convert.ToHexString(RandomNumberGenerator.GetBytes(150_000))}'";

    /// <summary>A statement before, and one behind what is to be logged compressed.</summary>
    protected abstract (string On, string Off) Compression { get; }

    [Fact]
    public async Task ReadAsync_CutBehindEachPacket_GivesEachEventOnce()
    {
        var (start, end) = await WorkAsync();
        var options = BinlogClientOptions.Parse(server.ConnectionString) with { TlsMode = BinlogTlsMode.Disabled };
        await using var direct = new BinlogClient(options);
        var expected = await EventsAsync(direct, start, end);
        var (packets, refused, reconnected) = (0, 0, 0);
        for (var isCut = true; isCut; packets++)
        {
            await using var proxy = new FaultProxy(server.Host, server.Port);
            proxy.CutAfterPackets(packets);
            await using var client = new BinlogClient(options with { Port = proxy.Port });
            try
            {
                Assert.Equal(expected, await EventsAsync(client, packets % 2 == 0 ? start : start with { GtidSet = null }, end));
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

    [Theory]
    [InlineData(NetworkFault.Close)]
    [InlineData(NetworkFault.Reset)]
    [InlineData(NetworkFault.Stall)]
    public async Task ReadAsync_FaultInMidEvent_GivesEachEventOnce(NetworkFault fault)
    {
        var (start, end) = await WorkAsync();
        var options = BinlogClientOptions.Parse(server.ConnectionString) with { HeartbeatPeriod = TimeSpan.FromMilliseconds(400) };
        await using var direct = new BinlogClient(options);
        var expected = await EventsAsync(direct, start, end);

        // All of the session but the one large event takes less than 40,000 bytes, and that has 150,000.
        foreach (var bytes in new[] { 45_000, 100_000, 145_000 })
        {
            await using var proxy = new FaultProxy(server.Host, server.Port) { Pace = 1_000 };
            proxy.CutAfter(bytes, fault);
            await using var client = new BinlogClient(options with { Port = proxy.Port });

            Assert.Equal(expected, await EventsAsync(client, start, end));
            Assert.True(client.Reconnects > 0);
        }
    }

    [Fact]
    public async Task ReadAsync_EachPieceLate_GivesEachEventOnce()
    {
        var (start, end) = await WorkAsync();
        var options = BinlogClientOptions.Parse(server.ConnectionString);
        await using var direct = new BinlogClient(options);
        await using var proxy = new FaultProxy(server.Host, server.Port) { Pace = 4_000, Delay = TimeSpan.FromMilliseconds(10) };
        await using var late = new BinlogClient(options with { Port = proxy.Port });

        Assert.Equal(await EventsAsync(direct, start, end), await EventsAsync(late, start, end));
        Assert.Equal(1, proxy.Connections);
    }

    /// <summary>All but a file's end, which a server that is asked by GTID passes over if the next file has all that is missing.</summary>
    private static async Task<List<string>> EventsAsync(BinlogClient client, BinlogPosition from, string end) =>
        [.. (await Seen.UntilStatementAsync(client, from, end)).Where(line => !line.Contains($" {BinlogEventKind.Rotate} ", StringComparison.Ordinal))];

    private async Task<(BinlogPosition From, string End)> WorkAsync()
    {
        var name = $"cut_{Guid.NewGuid():N}"[..20];
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        var from = await client.GetCurrentPositionAsync(Cancelled);
        await server.ExecuteAsync(
            $"CREATE DATABASE {name}; USE {name}; CREATE TABLE t (id BIGINT PRIMARY KEY, v LONGBLOB); CREATE TABLE u (id BIGINT PRIMARY KEY, v LONGBLOB); "
            + "INSERT INTO t VALUES (1, 'a'); "
            + "BEGIN; INSERT INTO t VALUES (2, 'b'), (3, 'c'); INSERT INTO u VALUES (1, 'd'); UPDATE t JOIN u ON t.id = u.id SET t.v = 'e', u.v = 'f'; DELETE FROM t WHERE id = 2; COMMIT; "
            + $"INSERT INTO u VALUES (2, {Incompressible}); FLUSH BINARY LOGS; "
            + $"{Compression.On}; BEGIN; INSERT INTO t VALUES (10, REPEAT('x', 5000)); INSERT INTO u VALUES (10, REPEAT('y', 5000)); COMMIT; {Compression.Off}; "
            + "BEGIN; INSERT INTO t VALUES (20, 'void'); ROLLBACK; ALTER TABLE t ADD COLUMN more INT NULL; DELETE FROM u; TRUNCATE TABLE u");
        var end = $"CREATE DATABASE {name}_end";
        await server.ExecuteAsync(end);
        return (from, end);
    }
}
