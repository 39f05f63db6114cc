namespace CdcToSnowflake.Tests.Capture;

/// <summary>A machine whose clock on the wall goes a day forward or back whenever somebody looks; what it measures goes on as ever.</summary>
internal sealed class DayJumpingClock(int seed) : TimeProvider
{
    private readonly Random _random = new(seed);

    public override DateTimeOffset GetUtcNow()
    {
        lock (_random)
        {
            return base.GetUtcNow().AddDays(_random.Next(-1, 2));
        }
    }
}
