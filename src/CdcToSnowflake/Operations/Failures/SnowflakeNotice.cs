namespace CdcToSnowflake.Operations.Failures;

/// <summary>What Snowflake tells beside failures: a budget's warning, as the manual's "Notifications for budgets" describes it, a message of SYSTEM$SEND_SNOWFLAKE_NOTIFICATION, or one of a kind that isn't known here.</summary>
/// <param name="MessageId">The id of the message, or of the envelope that it came in.</param>
/// <param name="Account">The account's name; empty if the message has none.</param>
/// <param name="At">When it was sent; <see cref="DateTimeOffset.MinValue"/> if nothing says so.</param>
/// <param name="Subject">What it is about, such as <c>budget CDC_BUDGET</c>.</param>
/// <param name="Text">What it says.</param>
/// <param name="Remedy">What to do.</param>
public sealed record SnowflakeNotice(string MessageId, string Account, DateTimeOffset At, string Subject, string Text, string Remedy) : SnowflakeNotification(MessageId, Account, At);
