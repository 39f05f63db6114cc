using System.Text.Json.Serialization;

namespace CdcToSnowflake.Emulator.Catalog;

internal sealed record TaskObject : SchemaScopedObject
{
    /// <summary>The body's text; its unqualified names are of the task's schema.</summary>
    public required string Definition { get; init; }

    public string? Warehouse { get; init; }

    /// <value>As written: <c>5 MINUTES</c>, <c>USING CRON …</c>; null = triggered, a child, or only by EXECUTE TASK.</value>
    public string? Schedule { get; init; }

    public string? When { get; init; }

    /// <summary>Predecessors, names within the same schema.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>The root task that this one finalizes.</summary>
    public string? Finalizes { get; init; }

    public bool IsStarted { get; init; }

    public DateTimeOffset? ResumedOn { get; init; }

    /// <value>SUSPEND_TASK_AFTER_NUM_FAILURES; 0 = never, 10 by default.</value>
    public int SuspendAfterFailures { get; init; } = 10;

    /// <value>USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS, 30 by default.</value>
    public int MinimumTriggerSeconds { get; init; } = 30;

    /// <value>TASK_AUTO_RETRY_ATTEMPTS, 0 by default.</value>
    public int RetryAttempts { get; init; }

    /// <value>CONFIG, a JSON text.</value>
    public string? Config { get; init; }

    [JsonIgnore]
    public override CatalogKey Key => KeyIn(NameSpaceKind.Task);

    [JsonIgnore]
    public bool IsRoot => After.Count == 0 && Finalizes is null;

    [JsonIgnore]
    public bool IsTriggered => IsRoot && Schedule is null && When is not null;
}
