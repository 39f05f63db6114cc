using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Tasks;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>GRANT OWNERSHIP, of tasks and pipes: they run as their owner. Everything else is ACCOUNTADMIN's here.</summary>
internal static class Ownership
{
    /// <summary>The role that owns something.</summary>
    public static string Of(CatalogObject item) => item switch
    {
        TaskObject task => task.OwnerRole,
        PipeObject pipe => pipe.OwnerRole,
        _ => RoleObject.Owner,
    };

    public static StatementResult Execute(GrantOwnershipStatement statement, DdlContext context)
    {
        var target = statement.On;
        if (target.Kind is not (ObjectKind.Task or ObjectKind.Pipe) || target.Scope == GrantScope.Future)
        {
            var what = target.Kind is { } kind ? ObjectKindWords.Of(kind) : "ACCOUNT";
            throw new NotEmulatedException($"GRANT OWNERSHIP ON {(target.Scope == GrantScope.Future ? "FUTURE " : "")}{what}", target.Position, "Tasks and pipes that are there can be given to a role; all else belongs to ACCOUNTADMIN.");
        }

        if (target is { Kind: ObjectKind.Pipe, Scope: not GrantScope.Object })
        {
            throw SnowflakeException.Compilation(target.Position, "bulk grants on pipes are not allowed: grant the ownership of each.");
        }

        var role = Grants.RequireRole(statement.Grantee, context);
        var items = Grants.Targets(target, context).ConvertAll(found => context.Catalog.ById<CatalogObject>(found.Id)!);
        foreach (var item in items)
        {
            RequireStopped(item, statement);
            Settle(item, statement, context);
        }

        foreach (var item in items.Where(item => Of(item) != role))
        {
            context.Write.Put(item is TaskObject task ? Given(task, role, target, context) : (PipeObject)item with { OwnerRole = role, IsHandedOver = true });
        }

        return StatementResult.Status(Grants.Success);
    }

    private static TaskObject Given(TaskObject task, string role, GrantTarget target, DdlContext context)
    {
        // All of a schema's keep their links; a single one loses them ("Create a sequence of tasks with a task graph").
        if (target.Scope == GrantScope.Object)
        {
            TaskAlteration.Unlink(task, context);
        }

        var given = TaskAlteration.Suspended(context.Catalog.ById<TaskObject>(task.Id)!, TaskAlteration.UserSuspended, context.Now) with { OwnerRole = role };
        return target.Scope == GrantScope.Object ? given with { After = [], Finalizes = null } : given;
    }

    // "GRANT OWNERSHIP": a pipe must be paused, a task suspended, unless its grants are copied.
    private static void RequireStopped(CatalogObject item, GrantOwnershipStatement statement)
    {
        if (item is PipeObject { IsPaused: false } pipe)
        {
            throw new SnowflakeException(2023, "55000", $"SQL execution error: Pipe {pipe.Name} not in paused state. To pause pipe run ALTER PIPE {pipe.Name} SET PIPE_EXECUTION_PAUSED=true");
        }

        if (statement is { On.Scope: GrantScope.Object, CurrentGrants: not CurrentGrants.Copy } && item is TaskObject { IsStarted: true } task)
        {
            throw new SnowflakeException(91089, "23001", $"Ownership of task {task.Key} can't be granted while it is not suspended. Suspend it, or COPY CURRENT GRANTS, which does.");
        }
    }

    // It fails while there are grants that it is not told to copy or to revoke.
    private static void Settle(CatalogObject item, GrantOwnershipStatement statement, DdlContext context)
    {
        var grants = context.Catalog.OfType<GrantObject>().Where(grant => !grant.IsFuture && grant.OnId == item.Id).ToList();
        if (statement.CurrentGrants == CurrentGrants.None && grants is [var first, ..])
        {
            throw new SnowflakeException(3036, "42501", $"Dependent grant of privilege '{first.Privilege}' on {ObjectKindWords.Of(Spaces.KindOf(item)).ToLowerInvariant()} {item.Key} to role '{first.Grantee}' exists. It must be revoked first, or say COPY CURRENT GRANTS.");
        }

        if (statement.CurrentGrants == CurrentGrants.Revoke)
        {
            grants.ForEach(grant => context.Write.Remove(grant));
        }
    }
}
