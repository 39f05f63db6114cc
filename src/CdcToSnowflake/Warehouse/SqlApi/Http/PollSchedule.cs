namespace CdcToSnowflake.Warehouse.SqlApi.Http;

/// <summary>When a running statement is asked for: soon at first, as most are short, then less and less often.</summary>
internal sealed class PollSchedule
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private TimeSpan _next = First;

    public TimeSpan Next()
    {
        var delay = _next;
        var longer = delay * 1.6;
        _next = longer < Longest ? longer : Longest;
        return delay;
    }
}
