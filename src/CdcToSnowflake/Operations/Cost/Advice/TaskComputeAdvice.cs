using CdcToSnowflake.Operations.Cost.Reading;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Operations.Cost.Advice;

/// <summary>Whether tasks had better run serverless or on a warehouse: each by itself, and all of a kind together, since a warehouse's idle time is shared.</summary>
internal static class TaskComputeAdvice
{
    private const string Method =
        "Serverless runs cost the seconds that they take, each rounded up, at the serverless rate. A warehouse costs what its billing comes to when the period is played again with these runs and without them: by the second, 60 seconds at least from each start, until it suspends itself, after 60 seconds at the latest. "
        + "A run is taken to last as long on either, on a warehouse of the size that its bill tells.";

    private const string Setting = "SqlOptions.TaskWarehouse";

    public static IEnumerable<CostAdvice> Of(CostFacts facts, TaskComparison comparison, SnowflakeSql sql) => [.. ToWarehouse(facts, comparison, sql), .. ToServerless(facts, comparison, sql)];

    private static IEnumerable<CostAdvice> ToWarehouse(CostFacts facts, TaskComparison comparison, SnowflakeSql sql)
    {
        var serverless = comparison.Runs.Where(run => run.Cost.Warehouse is null && run.Cost.Credits > 0).ToList();
        if (serverless.Count == 0)
        {
            yield break;
        }

        var homes = Homes(facts, serverless).ToList();
        var alone = serverless
            .SelectMany(run => homes.Where(home => home.CreditsPerHour >= run.CreditsPerHour).Select(home => (home.Name, Credits: Added(facts, comparison, home, run.Stretches))).OrderBy(home => home.Credits).Take(1).Select(home => (Run: run, Home: home)))
            .Where(one => one.Home.Credits < one.Run.Cost.Credits).ToList();
        var together = Together(facts, comparison, serverless, homes);
        var before = serverless.Sum(run => run.Cost.Credits);
        if (together.Credits < before && before - together.Credits >= alone.Sum(one => one.Run.Cost.Credits - one.Home.Credits))
        {
            yield return new CostAdvice(
                CostAdviceKind.TaskCompute,
                serverless.Count == 1 ? $"{serverless[0].Task}" : $"{serverless.Count} serverless tasks",
                $"Run {(serverless.Count == 1 ? $"task {serverless[0].Task}" : $"the {serverless.Count} serverless tasks together")} on {together.Home}.",
                before,
                together.Credits,
                Method,
                [
                    .. serverless.OrderByDescending(run => run.Cost.Credits).Take(5).Select(Seen),
                    $"Together they ran {CostText.Time(BusyTime.Sum(serverless.SelectMany(run => run.Stretches)))} of {CostText.Time(facts.Period.Length)}, pauses of up to {CostQuestions.Pause} s among them.",
                ],
                [new CostChoice("serverless", before, null, IsCurrent: true, IsAdvised: false), new CostChoice(together.Home, together.Credits, null, IsCurrent: false, IsAdvised: true)],
                together.Name is null ? [] : [.. serverless.SelectMany(run => Move(sql, run.Task, together.Name))],
                Setting);
            yield break;
        }

        foreach (var (run, home) in alone)
        {
            yield return new CostAdvice(
                CostAdviceKind.TaskCompute, run.Task.ToString(), $"Run task {run.Task} on warehouse {home.Name}, which runs anyway.", run.Cost.Credits, home.Credits, Method, [Seen(run)],
                [new CostChoice("serverless", run.Cost.Credits, null, IsCurrent: true, IsAdvised: false), new CostChoice(home.Name, home.Credits, null, IsCurrent: false, IsAdvised: true)],
                [.. Move(sql, run.Task, home.Name)], Setting);
        }
    }

    private static IEnumerable<CostAdvice> ToServerless(CostFacts facts, TaskComparison comparison, SnowflakeSql sql)
    {
        foreach (var warehouse in facts.Settings)
        {
            var tasks = comparison.Runs.Where(run => run.Cost.Warehouse == warehouse.Name && run.Cost is { Serverless: not null, OnWarehouse: not null }).ToList();
            if (tasks.Count == 0)
            {
                continue;
            }

            // Each may ride on the others' time, so that none alone saves what all together do.
            var names = tasks.Select(run => (FullName?)run.Task).ToHashSet();
            var all = comparison.Marginal(warehouse, stretch => names.Contains(stretch.Task));
            var serverless = tasks.Sum(run => run.Cost.Serverless!.Value);
            var single = tasks.Where(run => run.Cost.Serverless < run.Cost.OnWarehouse).ToList();
            var moved = all - serverless >= single.Sum(run => run.Cost.OnWarehouse!.Value - run.Cost.Serverless!.Value) ? tasks : single;
            foreach (var (group, before) in moved == tasks ? [(tasks, all)] : single.Select(run => (new List<TaskRuns> { run }, run.Cost.OnWarehouse!.Value)))
            {
                var after = group.Sum(run => run.Cost.Serverless!.Value);
                if (after < before)
                {
                    var subject = group.Count == 1 ? $"{group[0].Task}" : $"{group.Count} tasks on {warehouse.Name}";
                    yield return new CostAdvice(
                        CostAdviceKind.TaskCompute, subject, $"Run {(group.Count == 1 ? $"task {group[0].Task}" : $"the {group.Count} tasks on warehouse {warehouse.Name}")} serverless.", before, after, Method,
                        [.. group.OrderByDescending(run => run.Cost.Running).Take(5).Select(Seen), $"{warehouse.Name} ({warehouse.Size}), suspended after 60 s at the latest, would have been billed {CostText.Credits(before)} less without {(group.Count == 1 ? "it" : "them")}."],
                        [new CostChoice(warehouse.Name, before, null, IsCurrent: true, IsAdvised: false), new CostChoice("serverless", after, null, IsCurrent: false, IsAdvised: true)],
                        [.. group.SelectMany(run => Move(sql, run.Task, null))], Setting);
                }
            }
        }
    }

    // Warehouses that ran in the period, whose billing can be played again.
    private static IEnumerable<WarehouseSetting> Homes(CostFacts facts, List<TaskRuns> serverless)
    {
        var used = facts.Activity.Select(stretch => stretch.Warehouse).ToHashSet(StringComparer.Ordinal);
        return facts.Settings.Where(setting => setting.CreditsPerHour is not null && used.Contains(setting.Name) && serverless.Any(run => run.CreditsPerHour <= setting.CreditsPerHour));
    }

    private static decimal Added(CostFacts facts, TaskComparison comparison, WarehouseSetting home, IEnumerable<BusyTime> stretches)
    {
        var own = facts.Activity.Where(stretch => stretch.Warehouse == home.Name).Select(stretch => stretch.Time).ToList();
        return comparison.Bill(home, own.Concat(stretches)) - comparison.Bill(home, own);
    }

    private static (string? Name, string Home, decimal Credits) Together(CostFacts facts, TaskComparison comparison, List<TaskRuns> serverless, List<WarehouseSetting> homes)
    {
        var size = serverless.Max(run => run.CreditsPerHour);
        var stretches = serverless.SelectMany(run => run.Stretches).ToList();
        var own = (Name: (string?)null, Home: $"a warehouse of their own ({WarehouseSetting.SizeOf(size)}, AUTO_SUSPEND = {TaskComparison.OwnSuspend.TotalSeconds})", Credits: comparison.OwnCredits(stretches, size));
        return homes.Where(home => home.CreditsPerHour >= size).Select(home => (Name: (string?)home.Name, Home: $"warehouse {home.Name}, which runs anyway", Credits: Added(facts, comparison, home, stretches))).Append(own).MinBy(home => home.Credits);
    }

    private static string Seen(TaskRuns run) =>
        $"{run.Task}: {CostText.Count(run.Cost.Runs)} runs, {CostText.Time(run.Cost.Running)} together; serverless {Credits(run.Cost.Serverless)}, on a warehouse {Credits(run.Cost.OnWarehouse)}.";

    private static string Credits(decimal? credits) => credits is { } known ? CostText.Credits(known) : "unknown";

    private static IEnumerable<string> Move(SnowflakeSql sql, FullName task, string? warehouse) => sql.SetTaskCompute(new ObjectName(task.Database, task.Schema, task.Name), warehouse).Select(statement => statement.Text);
}
