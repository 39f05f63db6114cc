using CdcToSnowflake.Operations.Cost.Reading;

namespace CdcToSnowflake.Operations.Cost.Advice;

/// <summary>What each task cost, and what it would have the other way: serverless, or on a warehouse.</summary>
internal sealed class TaskComparison
{
    /// <summary>After what time a warehouse suspends itself when tasks are weighed, unless it does sooner: what a longer time costs isn't the tasks' fault, and an advice of its own.</summary>
    public static readonly TimeSpan OwnSuspend = TimeSpan.FromSeconds(60);

    private readonly CostFacts _facts;
    private readonly CostOptions _options;
    private readonly ILookup<string, WarehouseStretch> _activity;

    public TaskComparison(CostFacts facts, CostOptions options)
    {
        (_facts, _options) = (facts, options);
        _activity = facts.Activity.ToLookup(stretch => stretch.Warehouse, StringComparer.Ordinal);
        Runs = [.. facts.TaskActivity.GroupBy(stretch => stretch.Task).Select(Of)];
        Tasks = [.. Runs.Select(run => run.Cost)];
    }

    public IReadOnlyList<TaskCost> Tasks { get; }

    public IReadOnlyList<TaskRuns> Runs { get; }

    /// <summary>What stretches cost on a warehouse that runs for them alone, of a size that works as fast.</summary>
    public decimal OwnCredits(IEnumerable<BusyTime> stretches, decimal creditsPerHour) => WarehouseBill.Of(BusyTime.Union(stretches), OwnSuspend, _facts.Period.To).Credits(creditsPerHour);

    /// <summary>What tasks make a warehouse that others use cost more.</summary>
    public decimal Marginal(WarehouseSetting warehouse, Func<WarehouseStretch, bool> isTheirs)
    {
        var all = _activity[warehouse.Name].ToList();
        return Bill(warehouse, all.Select(stretch => stretch.Time)) - Bill(warehouse, all.Where(stretch => !isTheirs(stretch)).Select(stretch => stretch.Time));
    }

    /// <summary>What stretches cost on a warehouse.</summary>
    public decimal Bill(WarehouseSetting warehouse, IEnumerable<BusyTime> stretches) =>
        WarehouseBill.Of(BusyTime.Union(stretches), warehouse.AutoSuspend < OwnSuspend ? warehouse.AutoSuspend : OwnSuspend, _facts.Period.To).Credits(warehouse.BilledPerHour ?? 0);

    private TaskRuns Of(IGrouping<FullName, TaskStretch> task)
    {
        var seconds = task.Sum(stretch => stretch.Seconds);
        var hours = seconds / 3600m;
        var stretches = task.Select(stretch => stretch.Time).ToList();
        var shortest = task.Min(stretch => stretch.Shortest);
        var on = _facts.Activity.Where(stretch => stretch.Task == task.Key).ToList();
        var billed = _facts.Serverless.Where(step => step.Task == task.Key).Sum(step => step.Credits);
        TaskCost Cost(string? warehouse, decimal credits, decimal? serverless, decimal? onWarehouse) =>
            new(task.Key.Database, task.Key.Schema, task.Key.Name, warehouse, task.Sum(stretch => stretch.Runs), task.Sum(stretch => stretch.Failures), TimeSpan.FromSeconds(seconds), credits, serverless, onWarehouse);

        // The one that it used most, if it was moved within the period.
        if (on.GroupBy(stretch => stretch.Warehouse, StringComparer.Ordinal).MaxBy(group => group.Sum(stretch => stretch.Queries))?.Key is { } name && billed == 0)
        {
            var setting = _facts.Settings.FirstOrDefault(setting => setting.Name == name);
            var rate = setting?.CreditsPerHour;
            return new TaskRuns(
                task.Key, stretches, shortest, rate ?? 1,
                Cost(name, on.Sum(stretch => stretch.Credits), rate is { } perHour ? hours * perHour * _options.ServerlessTaskRate : null, setting is null || rate is null ? null : Marginal(setting, stretch => stretch.Task == task.Key)));
        }

        // How many X-Small the runs took, by what they were billed; the smallest warehouse that has as many is as fast.
        var size = hours > 0 && billed > 0 ? Rounded(billed / _options.ServerlessTaskRate / hours) : 1;
        return new TaskRuns(task.Key, stretches, shortest, size, Cost(null, billed, billed, billed > 0 ? OwnCredits(stretches, size) : null));
    }

    private static decimal Rounded(decimal size)
    {
        var rounded = 1m;
        // A tenth over a size is that size: runs are rounded up to seconds.
        while (rounded * 1.1m < size && rounded < 512)
        {
            rounded *= 2;
        }

        return rounded;
    }
}
