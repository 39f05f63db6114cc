namespace CdcToSnowflake.Operations.Failures;

/// <summary>All tasks of a graph succeeded: <c>GRAPH_SUCCEEDED</c> of the manual's "Configure a task to send success notifications". A task that stands alone sends none.</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="Account">The account's name; empty if the message has none.</param>
/// <param name="At">When it was sent.</param>
/// <param name="RootTask">The root task's full name, parts joined by ".".</param>
/// <param name="CompletedAt">When the last of its tasks ended; <paramref name="At"/> if the message doesn't say.</param>
public sealed record GraphSucceeded(string MessageId, string Account, DateTimeOffset At, string RootTask, DateTimeOffset CompletedAt)
    : SnowflakeNotification(MessageId, Account, At);
