using System.Text.Json.Serialization;

namespace CdcToSnowflake.Emulator.Catalog;

internal sealed record PipeObject : SchemaScopedObject
{
    /// <summary>The COPY INTO statement's text; its unqualified names are of the pipe's schema.</summary>
    public required string Definition { get; init; }

    public bool AutoIngest { get; init; }

    /// <summary>The notification integration that hears of files that could not be loaded.</summary>
    public string? ErrorIntegration { get; init; }

    /// <summary>When it was paused last.</summary>
    public DateTimeOffset? PausedOn { get; init; }

    /// <value>True after ALTER PIPE … SET PIPE_EXECUTION_PAUSED = TRUE.</value>
    public bool IsPaused { get; init; }

    /// <summary>The role that it loads as.</summary>
    public string OwnerRole { get; init; } = RoleObject.Owner;

    /// <value>True from when another role got it, until SYSTEM$PIPE_FORCE_RESUME.</value>
    public bool IsHandedOver { get; init; }

    /// <value>AWS_SNS_TOPIC: the ARN of the topic that tells of new files.</value>
    public string? SnsTopic { get; init; }

    [JsonIgnore]
    public override CatalogKey Key => KeyIn(NameSpaceKind.Pipe);
}
