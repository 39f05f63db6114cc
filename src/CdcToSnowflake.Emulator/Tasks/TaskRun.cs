using CdcToSnowflake.Emulator.Catalog;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>One run of one task, as TASK_HISTORY shows it.</summary>
internal sealed record TaskRun(TaskObject Task, GraphRun Graph, string State)
{
    public const string Scheduled = "SCHEDULED";
    public const string Executing = "EXECUTING";
    public const string Succeeded = "SUCCEEDED";
    public const string Failed = "FAILED";
    public const string FailedAndSuspended = "FAILED_AND_AUTO_SUSPENDED";
    public const string Skipped = "SKIPPED";
    public const string Cancelled = "CANCELLED";

    /// <summary>null until the body starts: what is skipped or only scheduled has none.</summary>
    public string? QueryId { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Completed { get; init; }

    public DateTimeOffset? NextScheduled { get; init; }

    public SnowflakeException? Error { get; init; }

    /// <summary>Whether the error is that time was up.</summary>
    public bool IsTimedOut { get; init; }

    public string? ReturnValue { get; init; }

    public int Attempt { get; } = Graph.Attempt;

    public string From { get; } = Graph.From;

    public bool IsFailure => State is Failed or FailedAndSuspended;
}
