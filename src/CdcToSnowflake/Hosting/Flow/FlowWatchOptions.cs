using CdcToSnowflake.Operations.Flow;

namespace CdcToSnowflake.Hosting.Flow;

/// <summary>A regular look at each brand's way to CI: lag, rows and holes, for health checks, metrics and alerts.</summary>
public sealed class FlowWatchOptions
{
    /// <summary>How often to look; when for three times as long and three rounds of looks (a minute at least) no look has seen anything, the health is degraded. Each round looks at all brands, four at a time. A look asks the account three questions, one more for each fifty tables, the manifests counted as one, that have changed since the look before, and for each fifty that haven't come to CI, on the session's warehouse, which it wakes.</summary>
    /// <value>Default: null: never.</value>
    [Duration("00:00:01", "1.00:00:00")]
    public TimeSpan? Interval { get; set; }

    /// <summary>How far a brand may be behind before its health is degraded and people are told.</summary>
    /// <value>Default: 15 minutes; 1 second to 7 days.</value>
    [Duration("00:00:01", "7.00:00:00")]
    public TimeSpan BehindLimit { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How far each look goes.</summary>
    /// <value>Default: <see cref="FlowOptions"/>' defaults.</value>
    public FlowOptions Look { get; set; } = new();
}
