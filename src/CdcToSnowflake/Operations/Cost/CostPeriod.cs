namespace CdcToSnowflake.Operations.Cost;

/// <summary>The time that a report is about. Snowflake's views count by the hour, so hours that are begun are in it as a whole.</summary>
public sealed record CostPeriod
{
    // "Account Usage": the views go back a year.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

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

    /// <summary>The time up to now.</summary>
    /// <param name="length">How long, up to 365 days.</param>
    /// <param name="clock">Says what now is; null for the system's clock.</param>
    /// <returns>The period.</returns>
    public static CostPeriod Last(TimeSpan length, TimeProvider? clock = null)
    {
        var now = (clock ?? TimeProvider.System).GetUtcNow();
        return new CostPeriod(now - length, now);
    }

    /// <summary>What charts count by: hours of short periods, else days.</summary>
    internal TimeSpan Step => Length <= TimeSpan.FromDays(3) ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);

    internal decimal InMonth(decimal credits) => credits * (decimal)(TimeSpan.FromDays(30) / Length);

    private static DateTimeOffset Hour(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
