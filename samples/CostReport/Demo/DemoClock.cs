namespace CostReport.Demo;

/// <summary>A clock that goes on by a quarter of a second whenever it is read: statements on a few rows last as long as a company's, and the days are the same on every machine. It is set forward where nothing happens.</summary>
internal sealed class DemoClock(DateTimeOffset start) : TimeProvider
{
    private static readonly long Tick = TimeSpan.FromMilliseconds(250).Ticks;

    private long _ticks;

    public override DateTimeOffset GetUtcNow() => start + TimeSpan.FromTicks(Interlocked.Add(ref _ticks, Tick));

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    /// <summary>Sets it to a time, unless it is later already.</summary>
    public void AdvanceTo(DateTimeOffset time)
    {
        if (time - GetUtcNow() is { Ticks: > 0 } left)
        {
            Advance(left);
        }
    }
}
