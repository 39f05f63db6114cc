namespace CdcToSnowflake.Operations.Cost;

/// <summary>The time that a report is about. Snowflake's views count by the hour, so hours that are begun are in it as a whole.</summary>
public sealed record CostPeriod
{
    // "Account Usage": the views go back a year.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    // "Account Usage": QUERY_ATTRIBUTION_HISTORY lags most.
    private static readonly TimeSpan ViewsLag = TimeSpan.FromHours(8);

    /// <summary>Takes a period, widened to whole hours of UTC.</summary>
    /// <param name="from">Its start.</param>
    /// <param name="to">Its end; not in it.</param>
    /// <exception cref="ArgumentOutOfRangeException">It ends before it starts, or is longer than 366 days.</exception>
    public CostPeriod(DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, to);
        From = Hour(from);
        To = Hour(to) == to ? Hour(to) : Hour(to).AddHours(1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(To - From, Longest, nameof(to));
    }

    /// <summary>The start, a whole hour.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The end, a whole hour; not in it.</summary>
    public DateTimeOffset To { get; }

    /// <summary>How long it is.</summary>
    public TimeSpan Length => To - From;

    /// <summary>The last time of which Snowflake's views know all: it ends 8 hours ago, at a whole hour, since they lag by up to that (credits by 3 hours, statements' credits by 8), and what hasn't come yet would look like idle time.</summary>
    /// <param name="length">How long, from 1 hour to 365 days.</param>
    /// <param name="clock">Says what now is; null for the system's clock.</param>
    /// <returns>The period.</returns>
    public static CostPeriod Last(TimeSpan length, TimeProvider? clock = null)
    {
        // Whole hours, as the views count: a period of a day that began within an hour would be one of 25.
        var end = Hour((clock ?? TimeProvider.System).GetUtcNow() - ViewsLag);
        return new CostPeriod(end - length, end);
    }

    /// <summary>What charts count by: hours of short periods, else days.</summary>
    internal TimeSpan Step => Length <= TimeSpan.FromDays(3) ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);

    internal decimal InMonth(decimal credits) => credits * (decimal)(TimeSpan.FromDays(30) / Length);

    private static DateTimeOffset Hour(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
