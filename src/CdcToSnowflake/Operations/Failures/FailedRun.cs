namespace CdcToSnowflake.Operations.Failures;

/// <summary>A run of a task that failed.</summary>
/// <param name="ScheduledAt">When it was to start; null if the message doesn't say.</param>
/// <param name="StartedAt">When its query started; null if the message doesn't say.</param>
/// <param name="CompletedAt">When it ended; null if the message doesn't say, as of a run that timed out.</param>
/// <param name="QueryId">Its query's id, for QUERY_HISTORY; null if the message doesn't say.</param>
/// <param name="ErrorCode">The error's number, six digits; null if the message doesn't say.</param>
/// <param name="Error">The error's text.</param>
public sealed record FailedRun(DateTimeOffset? ScheduledAt, DateTimeOffset? StartedAt, DateTimeOffset? CompletedAt, string? QueryId, string? ErrorCode, string Error);
