namespace CdcToSnowflake.Sql.Accounts;

/// <summary>A virtual warehouse. Ranges and defaults of Snowflake from the manual's CREATE WAREHOUSE.</summary>
/// <param name="Name">The name as Snowflake stores it.</param>
/// <param name="Use">Who works on it.</param>
public sealed record WarehouseOptions(string Name, WarehouseUse Use)
{
    private static readonly TimeSpan LongestStatement = TimeSpan.FromDays(7);

    /// <summary><c>ETL_WH</c>: extra small, asleep after a minute, statements of at most an hour.</summary>
    public static WarehouseOptions Etl { get; } = new("ETL_WH", WarehouseUse.Etl) { StatementTimeout = TimeSpan.FromHours(1) };

    /// <summary><c>API_WH</c>: extra small, asleep after a minute, statements of at most 30 s that wait at most 30 s.</summary>
    public static WarehouseOptions Api { get; } = new("API_WH", WarehouseUse.Api) { StatementTimeout = TimeSpan.FromSeconds(30), QueuedTimeout = TimeSpan.FromSeconds(30) };

    /// <summary><c>ANALYTICS_WH</c>: small, asleep after a minute, statements of at most ten minutes.</summary>
    public static WarehouseOptions Analytics { get; } = new("ANALYTICS_WH", WarehouseUse.Analytics) { Size = WarehouseSize.Small, StatementTimeout = TimeSpan.FromMinutes(10) };

    /// <summary>The size.</summary>
    /// <value>The default is <see cref="WarehouseSize.XSmall"/>.</value>
    public WarehouseSize Size { get; init; }

    /// <summary>After what idle time it is suspended. Snowflake looks every 30 s or so, and bills a minute at least for each resumption.</summary>
    /// <value>The default is one minute, Snowflake's own is ten; from zero, which is never, whole seconds.</value>
    public TimeSpan AutoSuspend { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether a statement starts it.</summary>
    /// <value>The default is true.</value>
    public bool AutoResume { get; init; } = true;

    /// <summary>The least clusters that run while it runs.</summary>
    /// <value>The default is 1; 1 to <see cref="MaxClusters"/>.</value>
    public int MinClusters { get; init; } = 1;

    /// <summary>The most clusters. Snowflake's own limit depends on the size. More than 1 needs Snowflake's Enterprise Edition.</summary>
    /// <value>The default is 1; 1 to 300.</value>
    public int MaxClusters { get; init; } = 1;

    /// <summary>When another cluster starts, where <see cref="MaxClusters"/> is more than 1.</summary>
    /// <value>The default is <see cref="ScalingPolicy.Standard"/>.</value>
    public ScalingPolicy ScalingPolicy { get; init; }

    /// <summary>After what time a statement is ended.</summary>
    /// <value>The default is one hour, Snowflake's own is two days; from zero, which is the longest, to 7 days, whole seconds.</value>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>After what time a statement that waits for the warehouse is given up.</summary>
    /// <value>The default is zero; from zero, which is never, to 7 days, whole seconds.</value>
    public TimeSpan QueuedTimeout { get; init; }

    internal void Check()
    {
        SqlRanges.Named(Name);
        SqlRanges.Defined(Use);
        SqlRanges.Defined(Size);
        SqlRanges.Defined(ScalingPolicy);
        SqlRanges.Seconds(AutoSuspend, TimeSpan.FromSeconds(int.MaxValue));
        SqlRanges.Within(MaxClusters, 1, 300);
        SqlRanges.Within(MinClusters, 1, MaxClusters);
        SqlRanges.Seconds(StatementTimeout, LongestStatement);
        SqlRanges.Seconds(QueuedTimeout, LongestStatement);
    }
}
