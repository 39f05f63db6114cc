namespace CdcToSnowflake.Operations.Failures;

/// <summary>Lets a number of calls through at once, and then one in each interval.</summary>
internal sealed class TokenBucket(int burst, TimeSpan interval, TimeProvider time)
{
    private readonly Lock _lock = new();
    private double _tokens = burst;
    private long _at = time.GetTimestamp();

    /// <summary>Ends when the call may be made.</summary>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        while (TryTake() is { } wait)
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // null when taken; else how long there won't be one.
    private TimeSpan? TryTake()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _tokens = Math.Min(burst, _tokens + (time.GetElapsedTime(_at, now) / interval));
            _at = now;
            if (_tokens >= 1)
            {
                _tokens--;
                return null;
            }

            // At least a millisecond, which is what a timer can do.
            return TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling((1 - _tokens) * interval.TotalMilliseconds)));
        }
    }
}
