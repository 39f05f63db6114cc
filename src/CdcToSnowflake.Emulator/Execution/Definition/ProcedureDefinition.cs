using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>CREATE and DROP PROCEDURE. Several of one name are refused by name.</summary>
internal static class ProcedureDefinition
{
    public static StatementResult Create(CreateProcedureStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Procedure, statement.Name);
        if (context.Catalog.Find(key) is ProcedureObject known && !known.Takes(statement.Arguments.Select(argument => argument.Type!)))
        {
            throw new NotEmulatedException($"a second procedure {key} with other arguments", statement.Position, "Give it another name.");
        }

        return context.Create(statement.Mode, ObjectKind.Procedure, key, () => new ProcedureObject
        {
            Comment = statement.Properties.Text("COMMENT"),
            Arguments = [.. statement.Arguments.Select(argument => new TableColumn(argument.Name, argument.Type!, NotNull: false))],
            Returns = statement.Returns,
            ReturnsNotNull = statement.ReturnsNotNull,
            Definition = statement.Body.Text,
        });
    }

    public static StatementResult Drop(DropStatement statement, DdlContext context)
    {
        if (context.Catalog.Find(context.Scope.Complete(NameSpaceKind.Procedure, statement.Name)) is not ProcedureObject found || !found.Takes(statement.Arguments))
        {
            return statement.IfExists
                ? StatementResult.Status($"Drop statement executed successfully ({statement.Name} already dropped).")
                : throw SnowflakeException.DoesNotExist("Procedure", statement.Name);
        }

        Removal.Remove(found, context, "it was dropped");
        return StatementResult.Status($"{statement.Name.Name} successfully dropped.");
    }
}
