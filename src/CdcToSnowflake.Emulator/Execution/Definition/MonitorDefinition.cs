using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>CREATE and ALTER RESOURCE MONITOR, and ALTER ACCOUNT SET RESOURCE_MONITOR.</summary>
internal static class MonitorDefinition
{
    // "CREATE RESOURCE MONITOR": so many NOTIFY triggers each monitor supports.
    private const int MostNotifications = 5;

    public static StatementResult Create(CreateObjectStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.ResourceMonitor, statement.Name);
        return context.Create(
            statement.Mode,
            statement.Kind,
            key,
            () => Applied(new ResourceMonitorObject { StartsOn = context.Now }, statement.Properties, statement.Triggers, context));
    }

    public static void Alter(AlterStatement statement, ResourceMonitorObject monitor, DdlContext context) => context.Write.Put(statement.Action switch
    {
        SetMonitorAction set => Applied(monitor, set.Properties, set.Triggers, context),
        _ => throw Alteration.Refused(statement),
    });

    public static StatementResult Alter(AlterAccountStatement statement, DdlContext context)
    {
        foreach (var name in statement.Unset.Where(name => name != "RESOURCE_MONITOR"))
        {
            throw new NotEmulatedException($"ALTER ACCOUNT UNSET {name}", statement.Position);
        }

        ResourceMonitorObject? chosen = null;
        if (statement.Set.Text("RESOURCE_MONITOR") is { } name2 and not "NULL")
        {
            chosen = context.Existing<ResourceMonitorObject>(NameSpaceKind.ResourceMonitor, new ObjectName([name2]) { Position = statement.Position }, "Resource monitor")!;
            if (chosen.NotifyUsers.Count > 0)
            {
                throw SnowflakeException.Compilation(statement.Position, $"resource monitor {chosen.Name} has NOTIFY_USERS, which one of the account cannot have.");
            }
        }

        foreach (var monitor in context.Catalog.OfType<ResourceMonitorObject>().Where(monitor => monitor.IsOfAccount != (monitor.Id == chosen?.Id)).ToList())
        {
            context.Write.Put(monitor with { IsOfAccount = monitor.Id == chosen?.Id });
        }

        return StatementResult.Status("Statement executed successfully.");
    }

    private static ResourceMonitorObject Applied(ResourceMonitorObject monitor, PropertyList set, NodeList<MonitorTrigger> triggers, DdlContext context)
    {
        if (set.Has("FREQUENCY") != set.Has("START_TIMESTAMP"))
        {
            throw SnowflakeException.Compilation(set.Position, "FREQUENCY and START_TIMESTAMP must be set together.");
        }

        if (triggers.Count(trigger => trigger.Action == "NOTIFY") > MostNotifications)
        {
            throw SnowflakeException.Compilation(set.Position, $"a resource monitor has at most {MostNotifications} NOTIFY triggers.");
        }

        foreach (var twice in triggers.GroupBy(trigger => trigger.Action).Where(group => group.Key != "NOTIFY" && group.Count() > 1))
        {
            throw SnowflakeException.Compilation(set.Position, $"a resource monitor has at most one {twice.Key} trigger.");
        }

        var starts = set.Text("START_TIMESTAMP")?.Equals("IMMEDIATELY", StringComparison.OrdinalIgnoreCase) == true ? context.Now : set.Time("START_TIMESTAMP");
        return monitor with
        {
            Quota = set.Decimal("CREDIT_QUOTA") ?? monitor.Quota,
            Frequency = set.Among("FREQUENCY", "MONTHLY", "DAILY", "WEEKLY", "YEARLY", "NEVER") ?? monitor.Frequency,
            StartsOn = starts ?? monitor.StartsOn,
            EndsOn = set.Time("END_TIMESTAMP") ?? monitor.EndsOn,
            NotifyUsers = set.Names("NOTIFY_USERS") ?? monitor.NotifyUsers,
            Actions = triggers.Count == 0 ? monitor.Actions : [.. triggers.Select(trigger => new ThresholdAction(trigger.Percent, trigger.Action))],
        };
    }
}
