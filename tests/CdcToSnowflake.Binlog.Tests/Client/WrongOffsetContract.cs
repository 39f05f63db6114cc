using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Client;

/// <summary>A position by file whose offset lies inside an event, as of another server's file of the same name.</summary>
public abstract class WrongOffsetContract(DatabaseServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_OffsetInsideAnEvent_IsAnErrorThatSaysSo()
    {
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString) with { HeartbeatPeriod = TimeSpan.FromMilliseconds(300), ReconnectFor = TimeSpan.Zero });
        await server.ExecuteAsync("DROP DATABASE IF EXISTS wrong_offset; FLUSH BINARY LOGS");
        var from = await client.GetCurrentPositionAsync(Cancelled);
        await server.ExecuteAsync("CREATE DATABASE wrong_offset; CREATE TABLE wrong_offset.t (id INT PRIMARY KEY, v TEXT); INSERT INTO wrong_offset.t VALUES (1, REPEAT('x', 200)); DELETE FROM wrong_offset.t");
        var end = await client.GetCurrentPositionAsync(Cancelled);
        var starts = await StartsAsync(client, from, end.Offset);

        var refused = 0;
        for (var offset = from.Offset + 1; offset < end.Offset; offset += 11)
        {
            if (starts.Contains(offset))
                continue;
            var error = await Assert.ThrowsAnyAsync<BinlogException>(() => StartsAsync(client, BinlogPosition.FromFile(from.File, offset), end.Offset));
            // Some bytes read like the length of an event that is too large to send; the server can't know better.
            Assert.True(error is BinlogPositionException or BinlogCorruptException || error.Message.Contains("inside an event", StringComparison.Ordinal), $"{offset}: {error}");
            refused++;
        }
        Assert.True(refused > 50, $"{refused}");
    }

    /// <summary>Reads to an offset, and returns where the events that are shown start; they end where the next ones start.</summary>
    private static async Task<HashSet<long>> StartsAsync(BinlogClient client, BinlogPosition from, long end)
    {
        var starts = new HashSet<long>();
        await foreach (var batch in client.ReadAsync(from, Cancelled))
        {
            while (batch.Read())
            {
                starts.UnionWith([batch.StartOffset, batch.EndOffset]);
                if (batch.EndOffset >= end)
                    return starts;
            }
        }
        return starts;
    }
}
