namespace CdcToSnowflake.Storage;

/// <summary>A bucket can't tell another of new files; the message names who hears of them already, and what to do.</summary>
/// <param name="message">What stands in the way, and what to do.</param>
/// <param name="location">The bucket and prefix.</param>
public sealed class BucketNotificationException(string message, Uri location) : StorageException(message, location);
