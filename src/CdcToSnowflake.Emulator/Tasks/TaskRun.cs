using CdcToSnowflake.Emulator.Catalog;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>One run of one task, as TASK_HISTORY shows it.</summary>
internal sealed record TaskRun(TaskObject Task, TaskObject Root, string State, DateTimeOffset Scheduled, long RunId, int Attempt, string ScheduledFrom)
{
    public const string Succeeded = "SUCCEEDED";
    public const string Failed = "FAILED";
    public const string FailedAndSuspended = "FAILED_AND_AUTO_SUSPENDED";
    public const string Skipped = "SKIPPED";
    public const string Cancelled = "CANCELLED";
    public const string Executing = "EXECUTING";

    public string QueryId { get; } = Guid.NewGuid().ToString();

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset Completed { get; init; }

    public SnowflakeException? Error { get; init; }

    public string? ReturnValue { get; init; }

    public bool IsFailure => State is Failed or FailedAndSuspended;
}
