namespace CdcToSnowflake.Emulator.Tests.Tasks;

/// <summary>A clock that stands still but for waits: whoever waits up to ten minutes finds them gone at once. Longer timers, which are limits here, never ring.</summary>
internal sealed class LeapingClock(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= LongestWait && dueTime >= TimeSpan.Zero)
        {
            Advance(dueTime);
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new Silent();
    }

    private sealed class Silent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
