using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Tasks;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>GRANT OWNERSHIP, of tasks: they run as their owner. Everything else is ACCOUNTADMIN's here.</summary>
internal static class Ownership
{
    /// <summary>The role that owns something.</summary>
    public static string Of(CatalogObject item) => item is TaskObject task ? task.OwnerRole : RoleObject.Owner;

    public static StatementResult Execute(GrantOwnershipStatement statement, DdlContext context)
    {
        var target = statement.On;
        if (target.Kind != ObjectKind.Task || target.Scope == GrantScope.Future)
        {
            var what = target.Kind is { } kind ? ObjectKindWords.Of(kind) : "ACCOUNT";
            throw new NotEmulatedException($"GRANT OWNERSHIP ON {(target.Scope == GrantScope.Future ? "FUTURE " : "")}{what}", target.Position, "Tasks that are there can be given to a role; all else belongs to ACCOUNTADMIN.");
        }

        var role = Grants.RequireRole(statement.Grantee, context);
        var tasks = Grants.Targets(target, context).ConvertAll(found => context.Catalog.ById<TaskObject>(found.Id)!);
        foreach (var task in tasks)
        {
            Settle(task, statement, context);
        }

        foreach (var task in tasks.Where(task => task.OwnerRole != role))
        {
            // All of a schema's keep their links; a single one loses them ("Create a sequence of tasks with a task graph").
            if (target.Scope == GrantScope.Object)
            {
                TaskAlteration.Unlink(task, context);
            }

            var given = TaskAlteration.Suspended(context.Catalog.ById<TaskObject>(task.Id)!, TaskAlteration.UserSuspended, context.Now) with { OwnerRole = role };
            context.Write.Put(target.Scope == GrantScope.Object ? given with { After = [], Finalizes = null } : given);
        }

        return StatementResult.Status(Grants.Success);
    }

    // "GRANT OWNERSHIP": it fails while there are grants that it is not told to copy or to revoke, and for a task that runs unless it copies.
    private static void Settle(TaskObject task, GrantOwnershipStatement statement, DdlContext context)
    {
        if (statement is { On.Scope: GrantScope.Object, CurrentGrants: not CurrentGrants.Copy } && task.IsStarted)
        {
            throw new SnowflakeException(91089, "23001", $"Ownership of task {task.Key} can't be granted while it is not suspended. Suspend it, or COPY CURRENT GRANTS, which does.");
        }

        var grants = context.Catalog.OfType<GrantObject>().Where(grant => !grant.IsFuture && grant.OnId == task.Id).ToList();
        if (statement.CurrentGrants == CurrentGrants.None && grants is [var first, ..])
        {
            throw new SnowflakeException(3036, "42501", $"Dependent grant of privilege '{first.Privilege}' on task {task.Key} to role '{first.Grantee}' exists. It must be revoked first, or say COPY CURRENT GRANTS.");
        }

        if (statement.CurrentGrants == CurrentGrants.Revoke)
        {
            grants.ForEach(grant => context.Write.Remove(grant));
        }
    }
}
