using System.ComponentModel.DataAnnotations;
using CdcToSnowflake.Operations.Cost;

namespace CdcToSnowflake.Hosting.Cost;

/// <summary>A regular report of what the account cost, for metrics, logs, alerts and a page (<see cref="CdcStatus.Cost"/>).</summary>
public sealed class CostWatchOptions
{
    /// <summary>How often to report; the first report comes ten minutes after the start. Each asks the account a dozen questions on the session's warehouse, which it wakes.</summary>
    /// <value>Default: null: never; 1 minute to 31 days.</value>
    [Duration("00:01:00", "31.00:00:00")]
    public TimeSpan? Interval { get; set; }

    /// <summary>How long a time each report is about. It ends 8 hours before the report is made, since Snowflake's views lag by up to that: credits by 3 hours, statements' credits by 8.</summary>
    /// <value>Default: 7 days; 1 hour to 365 days.</value>
    [Duration("01:00:00", "365.00:00:00")]
    public TimeSpan Period { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How many credits 30 days may cost, at the rate of the period. People are told when it is more, and when it isn't any more.</summary>
    /// <value>Default: null: any number; 1 to 1,000,000,000.</value>
    [Range(1d, 1_000_000_000d)]
    public double? MonthlyCredits { get; set; }

    /// <summary>How many credits in 30 days an advice must save for people to be told of it: once, and once more when it is followed. Lesser advice stands in the report.</summary>
    /// <value>Default: 10; 0 to 1,000,000,000.</value>
    [Range(0d, 1_000_000_000d)]
    public double TellFrom { get; set; } = 10;

    /// <summary>How many warehouses, tasks, pipes and brands have a metric of their own, of each the most expensive; the others together have one, named <c>(others)</c>.</summary>
    /// <value>Default: 50; 1 to 1,000.</value>
    [Range(1, 1_000)]
    public int Series { get; set; } = 50;

    /// <summary>Prices, and how far each report looks.</summary>
    /// <value>Default: <see cref="CostOptions"/>' defaults.</value>
    public CostOptions Look { get; set; } = new();
}
