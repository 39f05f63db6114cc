using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>CREATE VIEW: the query is checked now and translated again at each use.</summary>
internal static class ViewDefinition
{
    public static StatementResult Create(CreateViewStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Table, statement.Name);
        var query = new SqlTranslator(context.Scope).Query(statement.Query.Query);
        if (statement.Columns.Count > 0 && statement.Columns.Count != query.Columns.Count)
        {
            throw SnowflakeException.Compilation(statement.Position, $"the view names {statement.Columns.Count} columns, its query has {query.Columns.Count}.");
        }

        if (context.Claim(statement.Mode, key) is { } done)
        {
            return done;
        }

        context.Write.Put(new ViewObject
        {
            Id = context.Write.NextId(),
            Name = key.Name,
            Database = key.Database,
            Schema = key.Schema,
            CreatedOn = context.Now,
            Comment = statement.Properties.Text("COMMENT"),
            Definition = statement.Text,
        });
        return StatementResult.Status($"View {key.Name} successfully created.");
    }
}
