using CdcToSnowflake.Emulator.Catalog;

namespace CdcToSnowflake.Emulator.Warehouses;

/// <summary>What a resource monitor has seen used in its current interval ("Working with resource monitors").</summary>
internal static class MonitorUsage
{
    /// <summary>When the interval that holds a time began; the first begins with the monitor.</summary>
    public static DateTimeOffset IntervalStart(ResourceMonitorObject monitor, DateTimeOffset now)
    {
        if (monitor.Frequency == "NEVER" || now < monitor.StartsOn)
        {
            return monitor.StartsOn;
        }

        // Usage is reset at midnight UTC, on the day that the start and the frequency give.
        var first = new DateTimeOffset(monitor.StartsOn.UtcDateTime.Date, TimeSpan.Zero);
        var start = monitor.StartsOn;
        for (var i = 1; Interval(first, monitor.Frequency, i) is var next && next <= now; i++)
        {
            start = next;
        }

        return start;
    }

    /// <summary>Credits in the interval that holds a time.</summary>
    public static decimal Used(ResourceMonitorObject monitor, WarehouseMeter meter, CatalogSnapshot catalog, DateTimeOffset now)
    {
        var start = IntervalStart(monitor, now);
        return meter.Hours().Where(hour => hour.Hour.AddHours(1) > start && hour.Hour <= now)
            .Where(hour => monitor.IsOfAccount || catalog.ById<WarehouseObject>(hour.WarehouseId)?.ResourceMonitor == monitor.Name)
            .Sum(hour => hour.Compute);
    }

    /// <summary>Whether its warehouses may not start.</summary>
    public static bool Suspends(ResourceMonitorObject monitor, WarehouseMeter meter, CatalogSnapshot catalog, DateTimeOffset now) =>
        now >= monitor.EndsOn || (Limit(monitor) is { } limit && Used(monitor, meter, catalog, now) >= limit);

    /// <summary>When within a stretch of one warehouse's running the monitor stops it; null = not in it. What other warehouses use meanwhile is not foreseen.</summary>
    public static DateTimeOffset? SuspendsOn(
        ResourceMonitorObject monitor, WarehouseObject warehouse, DateTimeOffset from, DateTimeOffset to, WarehouseMeter meter, CatalogSnapshot catalog)
    {
        var end = monitor.EndsOn <= to ? monitor.EndsOn : null;
        if (Limit(monitor) is not { } limit)
        {
            return end;
        }

        var left = limit - Used(monitor, meter, catalog, from);
        var reached = from + TimeSpan.FromHours((double)(Math.Max(left, 0) / warehouse.CreditsPerHour));
        return reached <= to && (end is null || reached < end) ? reached : end;
    }

    /// <summary>The credits at which it suspends; null = never.</summary>
    private static decimal? Limit(ResourceMonitorObject monitor)
    {
        var thresholds = monitor.Actions.Where(action => action.Action != "NOTIFY").Select(action => action.Percent).ToList();
        return thresholds.Count == 0 ? null : monitor.Quota * thresholds.Min() / 100;
    }

    private static DateTimeOffset Interval(DateTimeOffset first, string frequency, int count) => frequency switch
    {
        "DAILY" => first.AddDays(count),
        "WEEKLY" => first.AddDays(7 * count),
        "YEARLY" => first.AddYears(count),
        _ => first.AddMonths(count),
    };
}
