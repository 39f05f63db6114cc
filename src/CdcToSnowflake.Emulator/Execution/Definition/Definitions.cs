using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Tasks;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>CREATE, ALTER, DROP and COMMENT of every kind of object.</summary>
internal static class Definitions
{
    public static StatementResult Execute(Statement statement, DdlContext context) => statement switch
    {
        CreateDatabaseStatement create => ContainerDefinition.Create(create, context),
        CreateSchemaStatement create => ContainerDefinition.Create(create, context),
        CreateWarehouseStatement create => ContainerDefinition.Create(create, context),
        CreateTableStatement create => TableDefinition.Create(create, context),
        CreateViewStatement create => ViewDefinition.Create(create, context),
        CreateFileFormatStatement create => LoadDefinition.Create(create, context),
        CreateStageStatement create => LoadDefinition.Create(create, context),
        CreatePipeStatement create => LoadDefinition.Create(create, context),
        CreateStreamStatement create => StreamDefinition.Create(create, context),
        CreateTaskStatement create => TaskDefinition.Create(create, context),
        AlterStatement alter => Alteration.Execute(alter, context),
        DropStatement drop => Removal.Execute(drop, context),
        CommentStatement comment => Comments.Execute(comment, context),
        ExecuteTaskStatement execute => TaskExecution.Request(execute, context),
        _ => throw new NotEmulatedException(statement.GetType().Name.Replace("Statement", string.Empty, StringComparison.Ordinal), statement.Position),
    };
}
