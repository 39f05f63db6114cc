using CdcToSnowflake.Binlog.Protocol;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

/// <summary>When a server that says nothing is given up, by a clock that the test holds.</summary>
public sealed class SilenceTests
{
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(1);

    /// <summary>Far above what a busy machine takes: where the limit is another one, the test fails instead of waiting for ever.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_SilentServer_IsGivenUpAfterTwoHeartbeatsAndNoEarlier()
    {
        var limit = TimeSpan.FromSeconds(20);
        var clock = new SilenceClock();
        var mayBeat = new TaskCompletionSource();
        await using var server = new FakeServer(async session =>
        {
            await session.ToDumpAsync();
            await mayBeat.Task.WaitAsync(s_patience); // else a test that failed would wait for its server
            await session.SendAsync(Heartbeat());
            await session.ReadAsync(); // never comes
        });
        await using var stream = await BinlogStream.OpenAsync(server.Options with { Clock = clock, HeartbeatPeriod = limit / 2 }, null, Cancelled);

        var beat = stream.ReadAsync().AsTask();
        await clock.UntilSetToAsync(limit, Cancelled).WaitAsync(s_patience, Cancelled);
        clock.Advance(limit - s_moment);
        mayBeat.SetResult();
        await beat; // a connection given up by now would fail

        var silence = stream.ReadAsync().AsTask();
        await clock.UntilSetToAsync(limit, Cancelled).WaitAsync(s_patience, Cancelled);
        clock.Advance(limit);
        var error = await Assert.ThrowsAsync<BinlogTimeoutException>(() => silence.WaitAsync(s_patience, Cancelled));

        Assert.Contains("nothing for 20 s", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A status byte, then a HEARTBEAT without a checksum.</summary>
    private static byte[] Heartbeat()
    {
        byte[] packet = [0, .. new byte[19], .. "binlog.000001"u8];
        packet[5] = RawEvents.Heartbeat;
        packet[10] = (byte)(packet.Length - 1);
        return packet;
    }
}
