using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Pipes;
using CdcToSnowflake.Emulator.Tasks;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>ALTER of every kind of object.</summary>
internal static class Alteration
{
    private const string Success = "Statement executed successfully.";

    public static StatementResult Execute(AlterStatement statement, DdlContext context)
    {
        var found = context.Existing<CatalogObject>(Spaces.Of(statement.Kind), statement.Name, statement.Kind.ToString(), statement.IfExists);
        if (found is null)
        {
            return StatementResult.Status(Success);
        }

        switch (found)
        {
            case TableObject table when statement.Kind == ObjectKind.Table:
                TableAlteration.Execute(statement, table, context);
                break;
            case TaskObject task:
                TaskAlteration.Execute(statement, task, context);
                break;
            case PipeObject pipe:
                PipeAlteration.Execute(statement.Action, pipe, context);
                break;
            default:
                AlterComment(statement, found, context);
                break;
        }

        return StatementResult.Status(Success);
    }

    private static void AlterComment(AlterStatement statement, CatalogObject altered, DdlContext context)
    {
        switch (statement.Action)
        {
            case SetAction { Properties: { Items: [{ Name: "COMMENT" }] } comment }:
                context.Write.Put(altered with { Comment = comment.Text("COMMENT") });
                break;
            case UnsetAction { Names: ["COMMENT"] }:
                context.Write.Put(altered with { Comment = null });
                break;
            case SuspendAction or ResumeAction when altered is WarehouseObject:
                break;
            case SetAction when altered is WarehouseObject:
                break;
            default:
                throw new NotEmulatedException($"this ALTER {statement.Kind.ToString().ToUpperInvariant()}", statement.Action.Position);
        }
    }
}
