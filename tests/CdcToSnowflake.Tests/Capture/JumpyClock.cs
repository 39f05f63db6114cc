namespace CdcToSnowflake.Tests.Capture;

/// <summary>A clock that goes on by a random time whenever it is read, so that cuts become due anywhere.</summary>
internal sealed class JumpyClock(int seed, TimeSpan most) : TimeProvider
{
    private readonly Random _random = new(seed);
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_random)
        {
            return _ticks += _random.NextInt64(most.Ticks);
        }
    }
}
