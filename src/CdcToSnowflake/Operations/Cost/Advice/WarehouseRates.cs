using CdcToSnowflake.Operations.Cost.Reading;

namespace CdcToSnowflake.Operations.Cost.Advice;

/// <summary>What an hour costs of warehouses whose price their size doesn't tell: those of the second generation cost 1.25 or 1.35 times as much, by the cloud, and those for Snowpark by their memory (the manual's "Understanding compute cost" and the consumption table).</summary>
internal static class WarehouseRates
{
    /// <summary>The settings, with what was billed for each hour that the period, played again, says that it ran.</summary>
    public static IReadOnlyList<WarehouseSetting> Of(CostFacts facts)
    {
        var activity = facts.Activity.ToLookup(stretch => stretch.Warehouse, stretch => stretch.Time, StringComparer.Ordinal);
        var billed = facts.Metered.ToLookup(step => step.Warehouse, step => step.Compute, StringComparer.Ordinal);
        return [.. facts.Settings.Select(setting => setting.IsPlain ? setting : setting with { Measured = Rate(setting, activity[setting.Name], billed[setting.Name].Sum(), facts.Period.To) })];
    }

    private static decimal? Rate(WarehouseSetting setting, IEnumerable<BusyTime> stretches, decimal billed, DateTimeOffset until) =>
        WarehouseBill.Of(BusyTime.Union(stretches), setting.AutoSuspend, until).Credits(1) is > 0 and var hours && billed > 0 ? billed / hours : null;
}
