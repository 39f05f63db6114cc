using CdcToSnowflake.Operations.Cost.Advice;
using CdcToSnowflake.Operations.Cost.Reading;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Operations.Cost;

/// <summary>Makes a report of what the views tell.</summary>
internal static class CostSums
{
    public static CostReport Of(CostFacts facts, SnowflakeSql sql, CostOptions options)
    {
        facts = facts with { Settings = WarehouseRates.Of(facts) };
        var comparison = new TaskComparison(facts, options);
        var clustering = new ClusteringAdvice(facts, sql, options);
        IEnumerable<CostAdvice> advice =
        [
            .. AutoSuspendAdvice.Of(facts, sql), .. TaskComputeAdvice.Of(facts, comparison, sql), .. CutIntervalAdvice.Of(facts, sql, options), .. clustering.Advise(),
        ];
        return new CostReport(
            facts.Period,
            [.. Warehouses(facts).OrderByDescending(warehouse => warehouse.Compute).ThenBy(warehouse => warehouse.Name, StringComparer.Ordinal)],
            [.. comparison.Tasks.OrderByDescending(task => task.Credits).ThenBy(task => task.Database, StringComparer.Ordinal).ThenBy(task => task.Name, StringComparer.Ordinal)],
            Pipes(facts),
            Clustering(facts),
            Brands(facts, sql),
            facts.Queries,
            Steps(facts),
            [.. advice.Where(one => facts.Period.InMonth(one.Saved) >= options.LeastSaving && one.Saved > 0).OrderByDescending(one => one.Saved)],
            clustering.Parsed)
        {
            CreditPrice = options.CreditPrice,
            Currency = options.Currency,
        };
    }

    private static IEnumerable<WarehouseCost> Warehouses(CostFacts facts)
    {
        var settings = facts.Settings.ToDictionary(setting => setting.Name, StringComparer.Ordinal);
        var loads = facts.Loads.ToDictionary(load => load.Warehouse, StringComparer.Ordinal);
        var busy = facts.Activity.ToLookup(stretch => stretch.Warehouse, stretch => stretch.Time, StringComparer.Ordinal);
        foreach (var metered in facts.Metered.GroupBy(step => step.Warehouse, StringComparer.Ordinal))
        {
            var setting = settings.GetValueOrDefault(metered.Key);
            var load = loads.GetValueOrDefault(metered.Key) ?? new WarehouseLoad(metered.Key, 0, default, default, 0, 0, 0, 0, 0, 0);
            yield return new WarehouseCost(
                metered.Key, setting?.Size, setting?.AutoSuspend, metered.Sum(step => step.Compute), metered.Sum(step => step.Cloud),
                metered.All(step => step.Attributed is null) ? null : metered.Sum(step => step.Attributed ?? 0),
                load.Queries, BusyTime.Sum(busy[metered.Key]), load.Provisioning, load.Overload, load.LocalSpill, load.RemoteSpill, load.Scanned, load.Partitions, load.Bytes > 0 ? (double)load.Cached / load.Bytes : null);
        }
    }

    private static List<PipeCost> Pipes(CostFacts facts) =>
    [
        .. facts.Pipes.GroupBy(step => (step.Database, step.Schema, step.Pipe))
            .Select(pipe => new PipeCost(pipe.Key.Database, pipe.Key.Schema, pipe.Key.Pipe, pipe.Sum(step => step.Credits), pipe.Sum(step => step.Files), pipe.Sum(step => step.Inserted), pipe.Sum(step => step.Billed)))
            .OrderByDescending(pipe => pipe.Credits).ThenBy(pipe => pipe.Name, StringComparer.Ordinal),
    ];

    private static List<ClusteringCost> Clustering(CostFacts facts) =>
    [
        .. facts.Clustering.GroupBy(step => step.Table)
            .Select(table => new ClusteringCost(table.Key.Database, table.Key.Schema, table.Key.Name, table.Sum(step => step.Credits), table.Sum(step => step.Rows), table.Sum(step => step.Bytes)))
            .OrderByDescending(table => table.Credits),
    ];

    private static List<BrandCost> Brands(CostFacts facts, SnowflakeSql sql)
    {
        // A warehouse's idle time is shared by what was attributed there; where nothing was, it is nobody's.
        var attributed = facts.Shares.GroupBy(share => share.Warehouse, StringComparer.Ordinal).ToDictionary(warehouse => warehouse.Key, warehouse => warehouse.Sum(share => share.Credits), StringComparer.Ordinal);
        var idle = facts.Metered.GroupBy(step => step.Warehouse, StringComparer.Ordinal).ToDictionary(warehouse => warehouse.Key, warehouse => warehouse.Sum(Idle), StringComparer.Ordinal);
        List<BrandCost> parts =
        [
            .. facts.Shares.Select(share => new BrandCost(
                share.TaggedBrand ?? sql.BrandOfDatabase(share.Database), share.Credits,
                attributed[share.Warehouse] is > 0 and var all ? idle.GetValueOrDefault(share.Warehouse) * share.Credits / all : 0, 0, 0, 0)),
            .. idle.Where(warehouse => attributed.GetValueOrDefault(warehouse.Key) <= 0).Select(warehouse => new BrandCost(null, 0, warehouse.Value, 0, 0, 0)),
            .. facts.Serverless.Select(task => new BrandCost(sql.BrandOfDatabase(task.Task.Database), 0, 0, task.Credits, 0, 0)),
            .. facts.Pipes.Select(pipe => new BrandCost(sql.BrandOfDatabase(pipe.Database), 0, 0, 0, pipe.Credits, 0)),
            .. facts.Clustering.Select(table => new BrandCost(sql.BrandOfDatabase(table.Table.Database), 0, 0, 0, 0, table.Credits)),
        ];
        return
        [
            .. parts.GroupBy(part => part.Brand)
                .Select(brand => new BrandCost(brand.Key, brand.Sum(part => part.Queries), brand.Sum(part => part.Idle), brand.Sum(part => part.Tasks), brand.Sum(part => part.Pipes), brand.Sum(part => part.Clustering)))
                .OrderBy(brand => brand.Brand is null).ThenByDescending(brand => brand.Credits),
        ];
    }

    // Every step of the period has a place in the chart, those without costs too.
    private static List<CostStep> Steps(CostFacts facts)
    {
        var metered = facts.Metered.ToLookup(step => step.From);
        var tasks = facts.Serverless.ToLookup(step => step.From, step => step.Credits);
        var pipes = facts.Pipes.ToLookup(step => step.From, step => step.Credits);
        var clustering = facts.Clustering.ToLookup(step => step.From, step => step.Credits);
        List<CostStep> steps = [];
        var first = new DateTimeOffset(facts.Period.From.UtcTicks - (facts.Period.From.UtcTicks % facts.Period.Step.Ticks), TimeSpan.Zero);
        for (var at = first; at < facts.Period.To; at += facts.Period.Step)
        {
            steps.Add(new CostStep(at, metered[at].Sum(step => step.Compute - Idle(step)), metered[at].Sum(Idle), tasks[at].Sum(), pipes[at].Sum(), clustering[at].Sum()));
        }

        return steps;
    }

    private static decimal Idle(MeteredStep step) => step.Attributed is { } attributed ? Math.Max(0, step.Compute - attributed) : 0;
}
