namespace CdcToSnowflake.Storage;

/// <summary>A bucket can't tell another of new files; the message names who hears of them already, and what to do.</summary>
/// <param name="message">What stands in the way, and what to do.</param>
/// <param name="location">The bucket and prefix.</param>
/// <remarks>Let both hear of the files through an SNS topic (<see cref="Sql.SqlOptions.PipeSnsTopic"/>), or give the cuts a prefix that nobody else hears of.</remarks>
public sealed class BucketNotificationException(string message, Uri location) : StorageException(message, location);
