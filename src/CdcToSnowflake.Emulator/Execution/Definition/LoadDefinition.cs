using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Pipes;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>CREATE FILE FORMAT, STAGE and PIPE.</summary>
internal static class LoadDefinition
{
    public static StatementResult Create(CreateFileFormatStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.FileFormat, statement.Name);
        var type = statement.Properties.Text("TYPE")?.ToUpperInvariant() ?? "CSV";
        _ = FileFormat.Of(type, FileFormat.Options(statement.Properties), FileFormat.Texts(statement.Properties.Find("NULL_IF")));

        if (context.Claim(statement.Mode, key) is { } done)
        {
            return done;
        }

        context.Write.Put(new FileFormatObject
        {
            Id = context.Write.NextId(),
            Name = key.Name,
            Database = key.Database,
            Schema = key.Schema,
            CreatedOn = context.Now,
            Comment = statement.Properties.Text("COMMENT"),
            Type = type,
            Options = FileFormat.Options(statement.Properties),
            NullIf = FileFormat.Texts(statement.Properties.Find("NULL_IF")),
        });
        return StatementResult.Status($"File format {key.Name} successfully created.");
    }

    public static StatementResult Create(CreateStageStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Stage, statement.Name);
        var url = statement.Properties.Text("URL") ?? throw new NotEmulatedException("internal stages", statement.Position);
        if (context.Claim(statement.Mode, key) is { } done)
        {
            return done;
        }

        context.Write.Put(new StageObject
        {
            Id = context.Write.NextId(),
            Name = key.Name,
            Database = key.Database,
            Schema = key.Schema,
            CreatedOn = context.Now,
            Comment = statement.Properties.Text("COMMENT"),
            Url = url,
            StorageIntegration = statement.Properties.Text("STORAGE_INTEGRATION"),
        });
        return StatementResult.Status($"Stage area {key.Name} successfully created.");
    }

    public static StatementResult Create(CreatePipeStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Pipe, statement.Name);
        Check(statement.Copy, context);
        if (context.Claim(statement.Mode, key) is { } done)
        {
            return done;
        }

        context.Write.Put(new PipeObject
        {
            Id = context.Write.NextId(),
            Name = key.Name,
            Database = key.Database,
            Schema = key.Schema,
            CreatedOn = context.Now,
            Comment = statement.Properties.Text("COMMENT"),
            Definition = statement.Copy.Text,
            AutoIngest = statement.Properties.Boolean("AUTO_INGEST") ?? false,
            ErrorIntegration = statement.Properties.Text("ERROR_INTEGRATION"),
        });
        return StatementResult.Status($"Pipe {key.Name} successfully created.");
    }

    // What CREATE PIPE's page lists as not allowed in a pipe's COPY.
    private static void Check(CopyIntoTableStatement copy, DdlContext context)
    {
        foreach (var property in new[] { "FILES", "SIZE_LIMIT", "PURGE", "FORCE", "VALIDATION_MODE", "RETURN_FAILED_ONLY" })
        {
            if (copy.Properties.Find(property) is { } value && copy.Properties.Text(property) != "FALSE")
            {
                throw SnowflakeException.Compilation(value.Position, $"{property} is not allowed in a pipe.");
            }
        }

        if (copy.Properties.Text("ON_ERROR")?.ToUpperInvariant() is { } onError and not "SKIP_FILE")
        {
            throw onError == "ABORT_STATEMENT"
                ? SnowflakeException.Compilation(copy.Properties.Find("ON_ERROR")!.Position, "ON_ERROR = ABORT_STATEMENT is not allowed in a pipe.")
                : new NotEmulatedException($"ON_ERROR = {onError} in a pipe", copy.Properties.Find("ON_ERROR")!.Position);
        }

        _ = context.Existing<TableObject>(NameSpaceKind.Table, copy.Target, "Table");
        _ = context.Existing<StageObject>(NameSpaceKind.Stage, copy.Stage.Name, "Stage");
    }
}
