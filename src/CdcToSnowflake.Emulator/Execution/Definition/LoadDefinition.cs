using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Pipes;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>CREATE FILE FORMAT, STAGE and PIPE.</summary>
internal static class LoadDefinition
{
    public static StatementResult CreateFileFormat(CreateObjectStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.FileFormat, statement.Name);
        var format = Formatted(new FileFormatObject { Type = statement.Properties.Text("TYPE")?.ToUpperInvariant() ?? "CSV" }, statement.Properties);
        return context.Create(statement.Mode, statement.Kind, key, () => format, created => Tagging.Set(created, statement.Tags, context));
    }

    public static StatementResult CreateStage(CreateObjectStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Stage, statement.Name);
        var url = statement.Properties.Text("URL") ?? throw new NotEmulatedException("internal stages", statement.Position);
        var stage = Staged(new StageObject { Url = url }, statement.Properties, context);
        return context.Create(statement.Mode, statement.Kind, key, () => stage, created => Tagging.Set(created, statement.Tags, context));
    }

    public static StatementResult Create(CreatePipeStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Pipe, statement.Name);
        if (statement.Properties.Find("PIPE_EXECUTION_PAUSED") is { } paused)
        {
            throw SnowflakeException.Compilation(paused.Position, "PIPE_EXECUTION_PAUSED is set by ALTER PIPE, not by CREATE PIPE.");
        }

        Check(statement.Copy, context);
        IntegrationDefinition.RequireIntegration(statement.Properties.Text("ERROR_INTEGRATION"), "NOTIFICATION", statement.Position, context);
        return context.Create(statement.Mode, ObjectKind.Pipe, key, () => new PipeObject
        {
            Comment = statement.Properties.Text("COMMENT"),
            Definition = statement.Copy.Text,
            AutoIngest = statement.Properties.Boolean("AUTO_INGEST") ?? false,
            ErrorIntegration = statement.Properties.Text("ERROR_INTEGRATION"),
            SnsTopic = statement.Properties.Text("AWS_SNS_TOPIC"),
        });
    }

    public static void Alter(AlterStatement statement, StageObject stage, DdlContext context)
    {
        switch (statement.Action)
        {
            case SetAction set:
                context.Write.Put(Staged(stage, set.Properties, context));
                break;
            case RenameAction rename:
                context.Rename(stage, rename);
                break;
            default:
                Alteration.AlterComment(statement, stage, context);
                break;
        }
    }

    public static void Alter(AlterStatement statement, FileFormatObject format, DdlContext context)
    {
        switch (statement.Action)
        {
            case SetAction { Properties: var set } when !set.Has("TYPE"):
                context.Write.Put(Formatted(format, set));
                break;
            case RenameAction rename:
                context.Rename(format, rename);
                break;
            default:
                Alteration.AlterComment(statement, format, context);
                break;
        }
    }

    private static FileFormatObject Formatted(FileFormatObject format, PropertyList set)
    {
        var options = format.Options.ToDictionary();
        foreach (var (name, value) in FileFormat.OptionsOf(set))
        {
            options[name] = value;
        }

        var changed = format with { Comment = set.Text("COMMENT") ?? format.Comment, Options = options, NullIf = FileFormat.Texts(set.Find("NULL_IF")) ?? format.NullIf };
        _ = FileFormat.Of(changed.Type, changed.Options, changed.NullIf);
        return changed;
    }

    private static StageObject Staged(StageObject stage, PropertyList set, DdlContext context)
    {
        foreach (var name in new[] { "FILE_FORMAT", "USE_PRIVATELINK_ENDPOINT" })
        {
            if (set.Find(name) is { } refused)
            {
                throw new NotEmulatedException($"{name} of a stage", refused.Position);
            }
        }

        var changed = stage with
        {
            Url = set.Text("URL") ?? stage.Url,
            Comment = set.Text("COMMENT") ?? stage.Comment,
            StorageIntegration = set.Text("STORAGE_INTEGRATION") ?? stage.StorageIntegration,
            HasCredentials = stage.HasCredentials || set.Has("CREDENTIALS"),
            HasEncryption = stage.HasEncryption || set.Group("ENCRYPTION") is { } encryption && encryption.Has("MASTER_KEY"),
            HasDirectory = set.Group("DIRECTORY")?.Boolean("ENABLE") ?? stage.HasDirectory,
            Endpoint = set.Text("ENDPOINT") ?? stage.Endpoint,
        };
        if (set.Has("STORAGE_INTEGRATION") || (set.Has("URL") && changed.StorageIntegration is not null))
        {
            CheckLocation(changed, set.Position, context);
        }

        return changed;
    }

    // "CREATE STORAGE INTEGRATION": a stage lies within the allowed locations and outside of the blocked ones.
    private static void CheckLocation(StageObject stage, TextPosition position, DdlContext context)
    {
        IntegrationDefinition.RequireIntegration(stage.StorageIntegration, "STORAGE", position, context);
        var integration = (IntegrationObject)context.Catalog.Find(IntegrationObject.KeyOf(stage.StorageIntegration!))!;
        if (!integration.IsEnabled)
        {
            throw SnowflakeException.Compilation(position, $"storage integration {integration.Name} is not enabled.");
        }

        var allowed = integration.Properties["STORAGE_ALLOWED_LOCATIONS"].Split(',');
        var blocked = integration.Properties.GetValueOrDefault("STORAGE_BLOCKED_LOCATIONS")?.Split(',') ?? [];
        if (!allowed.Any(location => location == "*" || stage.Url.StartsWith(location, StringComparison.Ordinal)) || blocked.Any(location => stage.Url.StartsWith(location, StringComparison.Ordinal)))
        {
            throw SnowflakeException.Compilation(position, $"location '{stage.Url}' is not allowed by integration {integration.Name}. Please use DESC INTEGRATION to check out allowed locations.");
        }
    }

    // What CREATE PIPE's page lists as not allowed in a pipe's COPY.
    private static void Check(CopyIntoTableStatement copy, DdlContext context)
    {
        foreach (var property in new[] { "FILES", "SIZE_LIMIT", "PURGE", "FORCE", "VALIDATION_MODE", "RETURN_FAILED_ONLY" })
        {
            if (copy.Properties.Find(property) is { } value && (value is ListValue || copy.Properties.Text(property) != "FALSE"))
            {
                throw SnowflakeException.Compilation(value.Position, $"{property} is not allowed in a pipe.");
            }
        }

        if (OnError.Of(copy, PipeTarget.StandardOnError).Aborts)
        {
            throw SnowflakeException.Compilation(copy.Properties.Find("ON_ERROR")!.Position, "ON_ERROR = ABORT_STATEMENT is not allowed in a pipe.");
        }

        CopyOptions.Check(copy);
        MatchedColumns.Check(copy);
        _ = context.Existing<TableObject>(NameSpaceKind.Table, copy.Target, "Table");
        _ = context.Existing<StageObject>(NameSpaceKind.Stage, copy.Stage.Name, "Stage");
    }
}
