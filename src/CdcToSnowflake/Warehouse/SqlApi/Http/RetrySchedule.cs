namespace CdcToSnowflake.Warehouse.SqlApi.Http;

/// <summary>When a request is sent again: with exponential, jittered delays, as the manual's "Snowflake SQL API reference" recommends, never before Retry-After.</summary>
internal sealed class RetrySchedule(int maxRetries, TimeSpan timeout, TimeProvider clock)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(16);

    private int _retries;
    private long _firstFailure;

    /// <summary>The pause before the next try; null if it is time to give up.</summary>
    /// <param name="retryAfter">What the server asked for.</param>
    public TimeSpan? Next(TimeSpan? retryAfter)
    {
        if (_retries == 0)
        {
            _firstFailure = clock.GetTimestamp();
        }

        if (_retries >= maxRetries)
        {
            return null;
        }

        var delay = First * Math.Pow(2, Math.Min(_retries, 30));
        delay = (delay < Longest ? delay : Longest) * (0.5 + (Random.Shared.NextDouble() / 2));
        delay = retryAfter > delay ? retryAfter.Value : delay;
        _retries++;
        return timeout == Timeout.InfiniteTimeSpan || clock.GetElapsedTime(_firstFailure) + delay <= timeout ? delay : null;
    }
}
