using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Pipes;
using CdcToSnowflake.Emulator.Tasks;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>SYSTEM$ functions that do something: called by CALL f(…) or as the only thing of SELECT f(…). Anywhere else they are unknown.</summary>
internal static class SystemActions
{
    private const string Success = "Statement executed successfully.";

    public static StatementResult? TryExecute(Statement statement, StatementExecutor executor, StatementBinds binds, CancellationToken cancellationToken)
    {
        var (call, label) = Call(statement);
        if (call is null || !call.Name.Name.StartsWith("SYSTEM$", StringComparison.Ordinal))
        {
            return null;
        }

        if (call.Name.Name is "SYSTEM$TASK_DEPENDENTS_ENABLE" or "SYSTEM$USER_TASK_CANCEL_ONGOING_EXECUTIONS" or "SYSTEM$PIPE_FORCE_RESUME")
        {
            new RoleAccess(executor.Session).RequireOwner(call.Name.Name, call.Position);
        }

        var result = Act(call, executor, binds, cancellationToken);
        if (result is null)
        {
            // A function that only tells something: CALL is the same as SELECT.
            return statement is CallStatement ? executor.Execute(new QueryStatement(new Query(new SelectBody([new ExpressionItem(call, null)])) { Position = call.Position }), binds, cancellationToken) : null;
        }

        return StatementResult.Table([new ResultColumn(label ?? call.Name.Name, DataType.Varchar)], [[result]]);
    }

    private static (FunctionCall? Call, string? Label) Call(Statement statement) => statement switch
    {
        CallStatement { Name.Parts.Count: 1 } call => (new FunctionCall(call.Name, call.Arguments) { Position = call.Position }, null),
        QueryStatement { Query: { With.Count: 0, Limit: null, Body: SelectBody { From.Count: 0, Where: null, Items: [ExpressionItem { Expression: FunctionCall call } item] } } } => (call, item.Alias),
        _ => default,
    };

    private static string? Act(FunctionCall call, StatementExecutor executor, StatementBinds binds, CancellationToken cancellationToken)
    {
        var session = executor.Session;
        switch (call.Name.Name)
        {
            case "SYSTEM$SET_RETURN_VALUE":
                TaskFunctions.Running(call, session.Task).ReturnValue = Text(0);
                return Success;
            case "SYSTEM$TASK_DEPENDENTS_ENABLE":
                executor.Define(
                    context =>
                    {
                        TaskAlteration.ResumeAll(context.Existing<TaskObject>(NameSpaceKind.Task, NameResolution.Parse(Text(0) ?? string.Empty, call.Position), "Task")!, call.Position, context);
                        return StatementResult.Status(Success);
                    },
                    binds,
                    cancellationToken).Dispose();
                return Success;
            case "SYSTEM$USER_TASK_CANCEL_ONGOING_EXECUTIONS":
                var name = NameResolution.Parse(Text(0) ?? string.Empty, call.Position);
                var task = session.Catalog.Find(session.Key(NameSpaceKind.Task, name)) as TaskObject ?? throw SnowflakeException.DoesNotExist("Task", name);
                session.Engine.Tasks.Runner.Cancel(task.Id);
                return Success;
            case "SYSTEM$PIPE_FORCE_RESUME":
                executor.Define(
                    context =>
                    {
                        var pipe = context.Existing<PipeObject>(NameSpaceKind.Pipe, NameResolution.Parse(Text(0) ?? string.Empty, call.Position), "Pipe")!;
                        PipeAlteration.ForceResume(pipe, call.Arguments.Count > 1 ? Text(1) ?? string.Empty : string.Empty, call.Position, context);
                        return StatementResult.Status(Success);
                    },
                    binds,
                    cancellationToken).Dispose();
                return Success;
            case "SYSTEM$WAIT":
                return Wait();
            default:
                return null;
        }

        string? Text(int at) => at < call.Arguments.Count
            ? executor.Evaluate(call.Arguments[at].Value, DataType.Varchar, binds, cancellationToken).Text
            : throw SnowflakeException.Compilation(call.Position, $"not enough arguments for function [{call.Name.Name}].");

        // On the emulator's clock, as everything here.
        string Wait()
        {
            var unit = call.Arguments.Count > 1 ? Text(1)!.ToUpperInvariant() : "SECONDS";
            var length = unit switch
            {
                "DAYS" => TimeSpan.FromDays(1),
                "HOURS" => TimeSpan.FromHours(1),
                "MINUTES" => TimeSpan.FromMinutes(1),
                "SECONDS" => TimeSpan.FromSeconds(1),
                "MILLISECONDS" => TimeSpan.FromMilliseconds(1),
                _ => throw SnowflakeException.Compilation(call.Position, $"SYSTEM$WAIT knows no unit '{unit}': DAYS, HOURS, MINUTES, SECONDS or MILLISECONDS."),
            };
            var amount = long.TryParse(Text(0), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue
                ? number
                : throw SnowflakeException.Compilation(call.Position, "SYSTEM$WAIT takes a whole number.");
            Task.Delay(length * amount, session.Engine.Clock, cancellationToken).GetAwaiter().GetResult();
            return string.Create(CultureInfo.InvariantCulture, $"waited {amount} {unit.ToLowerInvariant()}");
        }
    }
}
