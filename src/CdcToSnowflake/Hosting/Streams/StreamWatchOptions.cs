namespace CdcToSnowflake.Hosting.Streams;

/// <summary>A regular look at the account's streams, so that none goes stale unseen.</summary>
public sealed class StreamWatchOptions
{
    /// <summary>How often to look; null = never. Looking wakes no warehouse; what must be touched or mended does.</summary>
    /// <value>Default: 6 hours; 1 second to 7 days.</value>
    [Duration("00:00:01", "7.00:00:00")]
    public TimeSpan? Interval { get; set; } = TimeSpan.FromHours(6);

    /// <summary>How long before a stream goes stale it is touched, or reported if it holds changes; more than <see cref="Interval"/>.</summary>
    /// <value>Default: 5 days; 1 hour to 90 days.</value>
    [Duration("01:00:00", "90.00:00:00")]
    public TimeSpan Margin { get; set; } = TimeSpan.FromDays(5);
}
