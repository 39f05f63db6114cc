using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Scripting;

/// <summary>CALL of a stored procedure: in the caller's session, with its rights, and within its transaction if one is open.</summary>
internal static class ProcedureCall
{
    public static StatementResult Run(CallStatement call, StatementExecutor executor, StatementBinds binds, CancellationToken cancellationToken)
    {
        var value = Value(call, executor, binds, cancellationToken);
        return StatementResult.Table([new ResultColumn(call.Name.Name, value.Type)], [[value.Text]]);
    }

    /// <summary>What the procedure returns.</summary>
    public static ScriptValue Value(CallStatement call, StatementExecutor executor, StatementBinds binds, CancellationToken cancellationToken)
    {
        var session = executor.Session;
        if (session.Catalog.Find(session.Key(NameSpaceKind.Procedure, call.Name)) is not ProcedureObject procedure || procedure.Arguments.Count != call.Arguments.Count)
        {
            throw new SnowflakeException(2140, "42601", $"SQL compilation error: Unknown user-defined function {call.Name} with {call.Arguments.Count} arguments ({call.Position}).");
        }

        new RoleAccess(session).Require("USAGE", procedure, call.Name);
        var arguments = new Dictionary<string, ScriptValue>(StringComparer.Ordinal);
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            var given = call.Arguments[i];
            var taken = procedure.Arguments[i];
            arguments[taken.Name] = given.Name is null
                ? executor.Evaluate(given.Value, taken.Type, binds, cancellationToken)
                : throw new NotEmulatedException("arguments by name", given.Position);
        }

        var body = SqlParser.Parse(procedure.Definition)[0];
        return session.InProcedure(() => new ScriptInterpreter(executor, StatementBinds.None, cancellationToken) { Returns = procedure.Returns }.Call(body, arguments));
    }
}
