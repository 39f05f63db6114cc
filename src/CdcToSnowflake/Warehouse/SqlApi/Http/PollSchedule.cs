namespace CdcToSnowflake.Warehouse.SqlApi.Http;

/// <summary>When a running statement is asked for: soon at first, as most are short, then less and less often, and never before Retry-After.</summary>
internal sealed class PollSchedule
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    // A server that asks for more would keep the caller from a result that is there.
    private static readonly TimeSpan LongestAskedFor = TimeSpan.FromMinutes(1);

    private TimeSpan _next = First;

    /// <param name="retryAfter">What the server asked for.</param>
    public TimeSpan Next(TimeSpan? retryAfter)
    {
        var asked = retryAfter < LongestAskedFor ? retryAfter.Value : retryAfter is null ? TimeSpan.Zero : LongestAskedFor;
        var delay = asked > _next ? asked : _next;
        var longer = _next * 1.6;
        _next = longer < Longest ? longer : Longest;
        return delay;
    }
}
