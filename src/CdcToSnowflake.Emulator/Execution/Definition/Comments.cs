using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>COMMENT ON.</summary>
internal static class Comments
{
    public static StatementResult Execute(CommentStatement statement, DdlContext context)
    {
        if (statement.Kind == "COLUMN")
        {
            var tableName = new ObjectName([.. statement.Name.Parts.SkipLast(1)]) { Position = statement.Position };
            if (context.Existing<TableObject>(NameSpaceKind.Table, tableName, "Table", statement.IfExists) is { } table)
            {
                var column = table.Column(statement.Name.Name) ?? throw SnowflakeException.InvalidIdentifier(statement.Position, statement.Name.Name);
                context.Write.Put(table with { Columns = [.. table.Columns.Select(other => ReferenceEquals(other, column) ? column with { Comment = statement.Comment } : other)] });
            }
        }
        else
        {
            var kind = ObjectKindWords.Find(statement.Kind)!.Value;

            if (context.Existing<CatalogObject>(Spaces.Of(kind), statement.Name, statement.Kind, statement.IfExists) is { } found)
            {
                context.Write.Put(Spaces.IsOf(found, kind) ? found with { Comment = statement.Comment } : throw SnowflakeException.DoesNotExist(ObjectKindWords.Title(kind), statement.Name));
            }
        }

        return StatementResult.Status("Statement executed successfully.");
    }
}
