using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SHOW FILE FORMATS, STAGES and PIPES.</summary>
internal static class LoadLists
{
    /// <summary>The queue that buckets tell of new files: one for all pipes, as in an account.</summary>
    public const string Queue = "arn:aws:sqs:us-east-1:000000000000:sf-snowpipe-emulator";

    public static ObjectList FileFormats { get; } = ObjectList.Of<FileFormatObject>(
        "created_on name database_name schema_name type owner comment format_options owner_role_type",
        (item, _) =>
        [
            item.CreatedOn, item.Name, item.Database, item.Schema, item.Type, RoleObject.Owner, item.Comment ?? string.Empty, FileFormatProperties.Json(item), "ROLE",
        ]);

    public static ObjectList Stages { get; } = ObjectList.Of<StageObject>(
        """
        created_on name database_name schema_name url has_credentials has_encryption_key owner comment region type cloud notification_channel storage_integration endpoint
        owner_role_type directory_enabled
        """,
        (item, _) =>
        [
            item.CreatedOn, item.Name, item.Database, item.Schema, item.Url, item.HasCredentials ? "Y" : "N", item.HasEncryption ? "Y" : "N", RoleObject.Owner, item.Comment ?? string.Empty,
            null, "EXTERNAL", item.Url.StartsWith("s3", StringComparison.OrdinalIgnoreCase) ? "AWS" : null, null, item.StorageIntegration, item.Endpoint, "ROLE", item.HasDirectory ? "Y" : "N",
        ]);

    public static ObjectList Pipes { get; } = ObjectList.Of<PipeObject>(
        """
        created_on name database_name schema_name definition owner notification_channel comment integration pattern error_integration owner_role_type invalid_reason kind
        """,
        (item, _) =>
        [
            item.CreatedOn, item.Name, item.Database, item.Schema, item.Definition, item.OwnerRole, Channel(item), item.Comment ?? string.Empty, null,
            ((CopyIntoTableStatement)SqlParser.Parse(item.Definition)[0]).Properties.Text("PATTERN"), item.ErrorIntegration, "ROLE", null, "STAGE",
        ]);

    /// <summary>What tells the pipe of new files; null = nobody does.</summary>
    public static string? Channel(PipeObject pipe) => pipe.AutoIngest ? pipe.SnsTopic ?? Queue : null;
}
