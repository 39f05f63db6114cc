using System.Globalization;
using System.Text.Json.Serialization;

namespace CdcToSnowflake.Emulator.Catalog;

internal sealed record TaskObject : SchemaScopedObject
{
    private static readonly IReadOnlyDictionary<string, string> NoParameters = new Dictionary<string, string>();

    /// <summary>The body's text; its unqualified names are of the task's schema.</summary>
    public required string Definition { get; init; }

    /// <summary>The role that owns it, and that it runs as.</summary>
    public string OwnerRole { get; init; } = RoleObject.Owner;

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

    public DateTimeOffset? SuspendedOn { get; init; }

    /// <value>USER_SUSPENDED or SUSPENDED_DUE_TO_ERRORS; null = never resumed, or running.</value>
    public string? SuspendedReason { get; init; }

    /// <value>SUSPEND_TASK_AFTER_NUM_FAILURES; 0 = never, 10 by default.</value>
    public int SuspendAfterFailures { get; init; } = 10;

    /// <value>USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS, 30 by default.</value>
    public int MinimumTriggerSeconds { get; init; } = 30;

    /// <value>TASK_AUTO_RETRY_ATTEMPTS, 0 by default.</value>
    public int RetryAttempts { get; init; }

    /// <value>USER_TASK_TIMEOUT_MS; 0 = the longest, a week; null = not set, an hour.</value>
    public long? TimeoutMilliseconds { get; init; }

    /// <value>TARGET_COMPLETION_INTERVAL as written.</value>
    public string? TargetCompletion { get; init; }

    /// <value>USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE, in upper case.</value>
    public string? InitialSize { get; init; }

    /// <value>SERVERLESS_TASK_MIN_STATEMENT_SIZE, in upper case.</value>
    public string? MinimumSize { get; init; }

    /// <value>SERVERLESS_TASK_MAX_STATEMENT_SIZE, in upper case.</value>
    public string? MaximumSize { get; init; }

    /// <summary>Session parameters of the task, set on the session that runs it.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = NoParameters;

    /// <value>CONFIG, a JSON text.</value>
    public string? Config { get; init; }

    /// <value>OVERLAP_POLICY = ALLOW_CHILD_OVERLAP; false = NO_OVERLAP.</value>
    public bool AllowsChildOverlap { get; init; }

    /// <summary>The notification integration that hears of failed runs of the graph.</summary>
    public string? ErrorIntegration { get; init; }

    /// <summary>The notification integration that hears of graphs that ended well.</summary>
    public string? SuccessIntegration { get; init; }

    /// <summary>Counts the changes of this task; suspending and resuming are none.</summary>
    public int Revision { get; init; }

    /// <summary>A root's: the version of the graph that the last RESUME or EXECUTE TASK set.</summary>
    public int GraphVersion { get; init; }

    /// <summary>A root's: which tasks, each in which revision, that version is of.</summary>
    public string? GraphContent { get; init; }

    [JsonIgnore]
    public override CatalogKey Key => KeyIn(NameSpaceKind.Task);

    /// <summary>SHOW TASKS' id: a UUID made of the number.</summary>
    [JsonIgnore]
    public string Uuid => UuidOf(Id);

    [JsonIgnore]
    public bool IsRoot => After.Count == 0 && Finalizes is null;

    [JsonIgnore]
    public bool IsTriggered => IsRoot && Schedule is null && When is not null;

    public static string UuidOf(long id) => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-0000-0000-{id:x12}");
}
