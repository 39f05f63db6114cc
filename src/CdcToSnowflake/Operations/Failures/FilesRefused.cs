namespace CdcToSnowflake.Operations.Failures;

/// <summary>A pipe skipped files: <c>INGEST_FAILED_FILE</c> of the manual's "Enabling Snowpipe error notifications for Amazon SNS".</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="Account">The account's name; empty if the message has none.</param>
/// <param name="At">When it was sent.</param>
/// <param name="Pipe">The pipe's full name, parts joined by ".".</param>
/// <param name="Table">The full name of the table that it loads; null if the message doesn't say.</param>
/// <param name="StageLocation">Where the files are, such as <c>s3://bucket/path</c>; null if the message doesn't say.</param>
/// <param name="Files">The files; at least one.</param>
public sealed record FilesRefused(string MessageId, string Account, DateTimeOffset At, string Pipe, string? Table, string? StageLocation, IReadOnlyList<RefusedFile> Files)
    : SnowflakeNotification(MessageId, Account, At);
