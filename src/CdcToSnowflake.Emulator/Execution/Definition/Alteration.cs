using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing;
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
        var found = context.Existing<CatalogObject>(Spaces.Of(statement.Kind), statement.Name, ObjectKindWords.Title(statement.Kind), statement.IfExists);
        if (found is null)
        {
            return StatementResult.Status(Success);
        }

        if (!Spaces.IsOf(found, statement.Kind))
        {
            throw SnowflakeException.DoesNotExist(ObjectKindWords.Title(statement.Kind), statement.Name);
        }

        if (statement.Action is SetTagAction tags)
        {
            Tagging.Alter(found, tags, context);
        }
        else
        {
            Alter(statement, found, context);
        }

        return StatementResult.Status(Success);
    }

    /// <summary>SET COMMENT and UNSET COMMENT, which every kind takes; anything else is refused.</summary>
    public static void AlterComment(AlterStatement statement, CatalogObject altered, DdlContext context) => context.Write.Put(statement.Action switch
    {
        SetAction { Properties: { Items: [{ Name: "COMMENT" }] } comment } => altered with { Comment = comment.Text("COMMENT") },
        UnsetAction { Names: ["COMMENT"] } => altered with { Comment = null },
        _ => throw Refused(statement),
    });

    public static NotEmulatedException Refused(AlterStatement statement) => new($"this ALTER {ObjectKindWords.Of(statement.Kind)}", statement.Action.Position);

    private static void Alter(AlterStatement statement, CatalogObject found, DdlContext context)
    {
        switch (found)
        {
            case ContainerObject container:
                ContainerDefinition.Alter(statement, container, context);
                break;
            case TableObject table:
                TableAlteration.Execute(statement, table, context);
                break;
            case ViewObject view:
                ViewDefinition.Alter(statement, view, context);
                break;
            case TaskObject task:
                TaskAlteration.Execute(statement, task, context);
                break;
            case PipeObject pipe:
                PipeAlteration.Execute(statement.Action, pipe, context);
                break;
            case StageObject stage:
                LoadDefinition.Alter(statement, stage, context);
                break;
            case FileFormatObject format:
                LoadDefinition.Alter(statement, format, context);
                break;
            case WarehouseObject warehouse:
                WarehouseDefinition.Alter(statement, warehouse, context);
                break;
            case ResourceMonitorObject monitor:
                MonitorDefinition.Alter(statement, monitor, context);
                break;
            case RoleObject role when statement.Action is RenameAction rename:
                RenameRole(role, rename, context);
                break;
            case IntegrationObject integration:
                IntegrationDefinition.Alter(statement, integration, context);
                break;
            case TagObject tag:
                Tagging.Alter(statement, tag, context);
                break;
            case PolicyObject policy:
                PolicyDefinition.Alter(statement, policy, context);
                break;
            default:
                AlterComment(statement, found, context);
                break;
        }
    }

    // Grants name the role that holds them.
    private static void RenameRole(RoleObject role, RenameAction rename, DdlContext context)
    {
        context.Rename(role, rename);
        foreach (var grant in context.Catalog.OfType<GrantObject>().Where(grant => grant.Role == role.Name || (grant.ToRole && grant.Grantee == role.Name)).ToList())
        {
            context.Write.Put(grant with
            {
                Role = grant.Role == role.Name ? rename.NewName.Name : grant.Role,
                Grantee = grant.ToRole && grant.Grantee == role.Name ? rename.NewName.Name : grant.Grantee,
            });
        }
    }
}
