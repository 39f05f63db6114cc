namespace CdcToSnowflake.Operations.Failures;

/// <summary>What Snowflake told of a task or pipe through a notification integration. It tells at least once: two of one <see cref="MessageId"/> are the same.</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="Account">The account's name; empty if the message has none.</param>
/// <param name="At">When it was sent.</param>
public abstract record SnowflakeNotification(string MessageId, string Account, DateTimeOffset At);
