namespace CdcToSnowflake.Tests.Warehouse.SqlApi;

/// <summary>A clock on which every wait is over at once, and which remembers the waits. Limits, as of a silent server, never come.</summary>
internal sealed class InstantClock : TimeProvider
{
    // Longer waits are limits, not pauses.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(61);

    private static readonly TimeSpan LimitsAfter = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _waits = [];
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_lock)
            {
                return [.. _waits];
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero && dueTime <= LongestPause)
        {
            lock (_lock)
            {
                _waits.Add(dueTime);
                _now += dueTime;
            }

            if (state is CancellationTokenSource)
            {
                // A limit comes too, but after what is answered at once: on a busy machine it would overtake that.
                _ = Task.Delay(LimitsAfter).ContinueWith(_ => callback(state), TaskScheduler.Default);
            }
            else
            {
                ThreadPool.QueueUserWorkItem(_ => callback(state));
            }
        }

        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
