using System.Text;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

/// <summary>A connection that is made again and again, and never brings anything new.</summary>
public sealed class ReconnectLimitTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("I/O error reading log event; the first event '' at 4")]
    [InlineData(null)]
    public async Task ReadAsync_ServerBreaksOffBehindItsFirstWords_FailsAfterTheLimit(string? error)
    {
        var streams = 0;
        await using var server = new FakeServer(async session =>
        {
            // Far more than the pauses leave time for.
            if (++streams > 50)
                throw new IOException("The reader doesn't give up.");
            await session.ToDumpAsync();
            await session.SendAsync(Rotate());
            if (error is not null)
                await session.SendAsync(FakeServer.Error(1236, error));
        });
        await using var client = new BinlogClient(server.Options with { ReconnectFor = s_limit });

        await Assert.ThrowsAsync<BinlogConnectionException>(async () =>
        {
            await foreach (var batch in client.ReadAsync(null, Cancelled))
                Assert.True(streams <= 50, "The reader doesn't give up.");
        });

        Assert.InRange(streams, 2, 20);
        Assert.Equal(streams - 1, client.Reconnects);
        Assert.IsType<BinlogConnectionException>(client.LastLoss);
    }

    [Fact]
    public async Task ReadAsync_EachConnectionBringsAHeartbeat_EachLossHasItsOwnLimit()
    {
        var streams = 0;
        var clock = new SilenceClock();
        await using var server = new FakeServer(async session =>
        {
            streams++;
            await session.ToDumpAsync();
            await session.SendAsync(Rotate());
            await session.SendAsync(streams < 4 ? Event(27, Encoding.ASCII.GetBytes("binlog.000001")) : FakeServer.Error(1236, "Could not find first log file name in binary log index file"));
        });
        await using var client = new BinlogClient(server.Options with { ReconnectFor = s_limit, Clock = clock, ConnectTimeout = TimeSpan.FromDays(1), HeartbeatPeriod = TimeSpan.FromDays(1) });
        // The pauses between the attempts pass by themselves.
        using var ticking = new Timer(_ => clock.Advance(s_limit / 5), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(10));

        await Assert.ThrowsAsync<BinlogPositionException>(async () =>
        {
            await foreach (var batch in client.ReadAsync(null, Cancelled))
            {
                while (batch.Read())
                    clock.Advance(s_limit);
            }
        });

        Assert.Equal(4, streams);
    }

    [Theory]
    [InlineData("event read from binlog did not pass crc check; the first event 'binlog.000001' at 4")]
    [InlineData("Found invalid event in binary log")]
    [InlineData("event decryption failure")]
    public async Task ReadAsync_ServersFileIsDamaged_IsFinalAtOnce(string text)
    {
        var streams = 0;
        await using var server = new FakeServer(async session =>
        {
            streams++;
            await session.ToDumpAsync();
            await session.SendAsync(Rotate());
            await session.SendAsync(FakeServer.Error(1236, text));
        });
        await using var client = new BinlogClient(server.Options with { ReconnectFor = TimeSpan.FromMinutes(5) });

        var error = await Assert.ThrowsAsync<BinlogCorruptException>(async () =>
        {
            await foreach (var batch in client.ReadAsync(null, Cancelled))
                Assert.NotNull(batch);
        });

        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.Equal(1, streams);
    }

    /// <summary>The made-up ROTATE that each stream begins with.</summary>
    private static byte[] Rotate() => Event(RawEvents.Rotate, [4, 0, 0, 0, 0, 0, 0, 0, .. "binlog.000001"u8]);

    /// <summary>A status byte, then an event without a checksum.</summary>
    private static byte[] Event(byte type, byte[] body)
    {
        byte[] packet = [0, .. new byte[19], .. body];
        packet[5] = type;
        packet[10] = (byte)(packet.Length - 1);
        return packet;
    }
}
