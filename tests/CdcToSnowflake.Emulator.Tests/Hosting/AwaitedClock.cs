using System.Threading.Channels;

namespace CdcToSnowflake.Emulator.Tests.Hosting;

/// <summary>A clock for a loop that waits between its rounds: whoever moves time sees when a round is over.</summary>
internal sealed class AwaitedClock(TimeProvider clock) : TimeProvider
{
    // Far above any round, and far below a hang of the whole suite.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>How long the wait is of which one was told last.</summary>
    public TimeSpan LastWait { get; private set; }

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = clock.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Ends when the loop has begun to wait, once for each wait; or when the loop itself has ended, with its exception.</summary>
    public async Task UntilItWaitsAsync(Task loop)
    {
        using var limit = new CancellationTokenSource(Longest);
        var waits = _waits.Reader.ReadAsync(limit.Token).AsTask();
        if (await Task.WhenAny(waits, loop) == loop)
        {
            await loop;
            Assert.Fail("The loop has ended.");
        }

        LastWait = await waits;
    }
}
