namespace CdcToSnowflake.Sql.Accounts;

/// <summary>A resource monitor over all warehouses (the manual's CREATE RESOURCE MONITOR). Only ACCOUNTADMIN can make one.</summary>
/// <param name="CreditQuota">Credits in each interval, from 1.</param>
public sealed record ResourceMonitorOptions(int CreditQuota)
{
    // The manual: at most five NOTIFY triggers.
    private const int MostNotifications = 5;

    /// <summary>The name as Snowflake stores it.</summary>
    /// <value>The default is <c>CDC_MONITOR</c>.</value>
    public string Name { get; init; } = "CDC_MONITOR";

    /// <summary>When it begins to count anew.</summary>
    /// <value>The default is <see cref="MonitorFrequency.Monthly"/>.</value>
    public MonitorFrequency Frequency { get; init; }

    /// <summary>At what percentages of the quota administrators are told; an empty list is never.</summary>
    /// <value>The default is null: 75 and 90; at most five, each from 1.</value>
    public IReadOnlyList<int>? NotifyAt { get; init; }

    /// <summary>At what percentage the warehouses are suspended once their statements have ended; null for never.</summary>
    /// <value>The default is 100; from 1.</value>
    public int? SuspendAt { get; init; } = 100;

    /// <summary>At what percentage the warehouses are suspended and their statements ended; null for never.</summary>
    /// <value>The default is 110; from 1.</value>
    public int? SuspendImmediatelyAt { get; init; } = 110;

    internal IReadOnlyList<int> Notifications => NotifyAt ?? [75, 90];

    internal void Check()
    {
        SqlRanges.Within(CreditQuota, 1, int.MaxValue);
        SqlRanges.Named(Name);
        SqlRanges.Defined(Frequency);
        int notifications = Notifications.Count;
        SqlRanges.Within(notifications, 0, MostNotifications, nameof(NotifyAt));
        foreach (int percentage in Notifications.Append(SuspendAt ?? 1).Append(SuspendImmediatelyAt ?? 1))
        {
            SqlRanges.Within(percentage, 1, int.MaxValue, $"{nameof(NotifyAt)}, {nameof(SuspendAt)} and {nameof(SuspendImmediatelyAt)}");
        }
    }
}
