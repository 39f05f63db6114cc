namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>A wait without a limit, of which something is to be said when it has become long: after a minute, and then whenever it has become twice as long.</summary>
internal sealed class LongWait(TimeProvider time)
{
    private readonly long _since = time.GetTimestamp();
    private TimeSpan _next = TimeSpan.FromMinutes(1);

    /// <summary>Whether something is to be said.</summary>
    /// <param name="elapsed">How long it has lasted.</param>
    public bool IsToBeTold(out TimeSpan elapsed)
    {
        elapsed = time.GetElapsedTime(_since);
        if (elapsed < _next)
        {
            return false;
        }

        _next = elapsed * 2;
        return true;
    }
}
