using System.Text.RegularExpressions;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Tasks;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>CREATE, ALTER, DROP and COMMENT of every kind of object.</summary>
internal static partial class Definitions
{
    public static StatementResult Execute(Statement statement, DdlContext context)
    {
        context.Scope.Access?.RequireOwner(Words(statement), statement.Position);
        return statement switch
        {
            CreateObjectStatement create => Create(create, context),
            CreateTableStatement create => TableDefinition.Create(create, context),
            CreateViewStatement create => ViewDefinition.Create(create, context),
            CreateSemanticViewStatement create => SemanticViewDefinition.Create(create, context),
            CreatePipeStatement create => LoadDefinition.Create(create, context),
            CreateStreamStatement create => StreamDefinition.Create(create, context),
            CreateTaskStatement create => TaskDefinition.Create(create, context),
            CreatePolicyStatement create => PolicyDefinition.Create(create, context),
            CreateProcedureStatement create => ProcedureDefinition.Create(create, context),
            AlterStatement alter => Alteration.Execute(alter, context),
            AlterAccountStatement alter => MonitorDefinition.Alter(alter, context),
            DropStatement { Kind: ObjectKind.Procedure } drop => ProcedureDefinition.Drop(drop, context),
            DropStatement drop => Removal.Execute(drop, context),
            CommentStatement comment => Comments.Execute(comment, context),
            GrantStatement grant => Grants.Execute(grant, context),
            GrantOwnershipStatement grant => Ownership.Execute(grant, context),
            GrantRoleStatement grant => Grants.Execute(grant, context),
            ExecuteTaskStatement execute => TaskExecution.Request(execute, context),
            _ => throw new NotEmulatedException(Words(statement), statement.Position),
        };
    }

    private static StatementResult Create(CreateObjectStatement statement, DdlContext context) => statement.Kind switch
    {
        ObjectKind.Database => ContainerDefinition.CreateDatabase(statement, context),
        ObjectKind.Schema => ContainerDefinition.CreateSchema(statement, context),
        ObjectKind.Warehouse => WarehouseDefinition.Create(statement, context),
        ObjectKind.FileFormat => LoadDefinition.CreateFileFormat(statement, context),
        ObjectKind.Stage => LoadDefinition.CreateStage(statement, context),
        ObjectKind.ResourceMonitor => MonitorDefinition.Create(statement, context),
        ObjectKind.Role => CreateRole(statement, context),
        ObjectKind.StorageIntegration or ObjectKind.NotificationIntegration => IntegrationDefinition.Create(statement, context),
        ObjectKind.Tag => Tagging.Create(statement, context),
        ObjectKind.Budget => BudgetMethods.Create(statement, context),
        _ => throw new NotEmulatedException("CREATE " + ObjectKindWords.Of(statement.Kind), statement.Position),
    };

    private static StatementResult CreateRole(CreateObjectStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Role, statement.Name);
        if (RoleObject.SystemDefined.Contains(key.Name))
        {
            throw new SnowflakeException(2002, "42710", $"SQL compilation error: Object '{key}' already exists.");
        }

        return context.Create(
            statement.Mode,
            statement.Kind,
            key,
            () => new RoleObject { Comment = statement.Properties.Text("COMMENT") },
            created => Tagging.Set(created, statement.Tags, context));
    }

    private static string Words(Statement statement) => statement switch
    {
        AlterStatement alter => "ALTER " + ObjectKindWords.Of(alter.Kind),
        DropStatement drop => "DROP " + ObjectKindWords.Of(drop.Kind),
        CreateObjectStatement create => "CREATE " + ObjectKindWords.Of(create.Kind),
        _ => Capitals().Replace(statement.GetType().Name.Replace("Statement", string.Empty, StringComparison.Ordinal), " $0").Trim().ToUpperInvariant(),
    };

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capitals();
}
