using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Usage;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>INFORMATION_SCHEMA's STAGES, FILE_FORMATS and PIPES.</summary>
internal static class LoadViews
{
    public static Relation Stages(IEnumerable<StageObject> stages) => UsageRelation.Of(
        "stage_catalog stage_schema stage_name stage_url stage_region stage_type stage_owner comment created:t last_altered:t endpoint directory_enabled",
        stages.Select(stage => new object?[]
        {
            stage.Database, stage.Schema, stage.Name, stage.Url, null, "External Named", RoleObject.Owner, stage.Comment, stage.CreatedOn, stage.CreatedOn, stage.Endpoint, stage.HasDirectory ? "YES" : "NO",
        }));

    public static Relation FileFormats(IEnumerable<FileFormatObject> formats) => UsageRelation.Of(
        "file_format_catalog file_format_schema file_format_name file_format_owner file_format_type created:t last_altered:t comment",
        formats.Select(format => new object?[] { format.Database, format.Schema, format.Name, RoleObject.Owner, format.Type, format.CreatedOn, format.CreatedOn, format.Comment }));

    public static Relation Pipes(IEnumerable<PipeObject> pipes) => UsageRelation.Of(
        "pipe_catalog pipe_schema pipe_name pipe_owner definition is_autoingest_enabled notification_channel_name created:t last_altered:t comment pattern",
        pipes.Select(pipe => new object?[]
        {
            pipe.Database, pipe.Schema, pipe.Name, pipe.OwnerRole, pipe.Definition, pipe.AutoIngest ? "YES" : "NO", LoadLists.Channel(pipe), pipe.CreatedOn, pipe.CreatedOn, pipe.Comment,
            Pattern(pipe),
        }));

    // Parsed only where the word is there: ten thousand pipes have none.
    public static string? Pattern(PipeObject pipe) => pipe.Definition.Contains("PATTERN", StringComparison.OrdinalIgnoreCase)
        ? ((CopyIntoTableStatement)SqlParser.Parse(pipe.Definition)[0]).Properties.Text("PATTERN")
        : null;
}
