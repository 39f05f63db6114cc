namespace CdcToSnowflake.Operations.Failures;

/// <summary>A file that a brand's log of cuts names isn't in the account: not Snowflake says so, but a look at the brand's flow.</summary>
/// <param name="MessageId">The file's key, so that each counts once.</param>
/// <param name="At">When it was seen.</param>
/// <param name="Brand">The brand's id.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record FileMissing(string MessageId, DateTimeOffset At, string Brand, string Problem, string Remedy) : SnowflakeNotification(MessageId, "", At);
