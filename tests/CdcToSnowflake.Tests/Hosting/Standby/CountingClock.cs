using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Hosting.Standby;

/// <summary>A process's own clock, which counts the timers that were set: so a test knows that the process waits for the next one.</summary>
internal sealed class CountingClock : FakeTimeProvider
{
    private int _timers;

    public int Timers => Volatile.Read(ref _timers);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _timers);
        return timer;
    }
}
