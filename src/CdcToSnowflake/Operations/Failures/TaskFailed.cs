namespace CdcToSnowflake.Operations.Failures;

/// <summary>A task failed: <c>USER_TASK_FAILED</c> of the manual's "Configure a task to send error notifications".</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="Account">The account's name; empty if the message has none.</param>
/// <param name="At">When it was sent.</param>
/// <param name="Task">The task's full name, parts joined by ".".</param>
/// <param name="RootTask">The full name of its graph's root; its own if it stands alone.</param>
/// <param name="Runs">The runs that failed; at least one.</param>
public sealed record TaskFailed(string MessageId, string Account, DateTimeOffset At, string Task, string RootTask, IReadOnlyList<FailedRun> Runs)
    : SnowflakeNotification(MessageId, Account, At);
