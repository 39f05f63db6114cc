using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Hosting.Streams;

/// <summary>The messages about streams.</summary>
internal static partial class StreamLog
{
    [LoggerMessage(161, LogLevel.Information, "Stream {Stream} had nothing to tell and was touched, so that it goes stale later than {StaleAfter}.")]
    public static partial void Touched(ILogger logger, string stream, DateTimeOffset? staleAfter);

    /// <remarks>See in TASK_HISTORY why the task doesn't run, mend that, and resume it: <see href="stale-stream.md">a stream is stale</see>.</remarks>
    [LoggerMessage(162, LogLevel.Error, "Stream {Stream} goes stale after {StaleAfter} and holds changes that only {Task} can take: see in TASK_HISTORY why it doesn't run.")]
    public static partial void Waiting(ILogger logger, string stream, DateTimeOffset? staleAfter, string task);

    /// <remarks>None now. See why the task didn't run for so long.</remarks>
    [LoggerMessage(163, LogLevel.Warning, "Stream {Stream} was stale (since {StaleAfter}): it was made anew, what its consumer missed was taken in full, and {Task} was resumed.")]
    public static partial void Recreated(ILogger logger, string stream, DateTimeOffset? staleAfter, string task);

    [LoggerMessage(164, LogLevel.Error, "Stream {Stream} isn't there: run the plan, or restart the service, which makes it and reconciles what it missed.")]
    public static partial void Missing(ILogger logger, string stream);

    /// <remarks>Do what the error says: <see href="stale-stream.md">a stream is stale</see>.</remarks>
    [LoggerMessage(167, LogLevel.Error, "Stream {Stream} can't be kept from going stale, or mended; the others are, and it is tried again at the next look. If it was to be made anew, {Task} isn't resumed before.")]
    public static partial void NotKept(ILogger logger, Exception? exception, string stream, string task);

    /// <remarks>Mend the other streams first: <see href="stale-stream.md">a stream is stale</see>.</remarks>
    [LoggerMessage(168, LogLevel.Error, "Stream {Stream} was stale (since {StaleAfter}): it was made anew, and what its consumer missed was taken in full, but {Task} isn't resumed before the others that it reads are mended.")]
    public static partial void Unresumed(ILogger logger, string stream, DateTimeOffset? staleAfter, string task);

    /// <remarks>See in TASK_HISTORY why it failed: if that isn't mended, it fails on, and is suspended again.</remarks>
    [LoggerMessage(169, LogLevel.Warning, "Task {Task} had been suspended by Snowflake after failures in a row: it was resumed.")]
    public static partial void Resumed(ILogger logger, string task);

    /// <remarks>Check the sender, or the store's rights under <c>~alerts/</c>.</remarks>
    [LoggerMessage(166, LogLevel.Warning, "What was seen of the streams could not be told; it is tried again.")]
    public static partial void Untold(ILogger logger, Exception exception);

    /// <remarks>Check the account, and the role's right to see the streams.</remarks>
    [LoggerMessage(165, LogLevel.Warning, "The streams can't be looked at; it is tried again in {Pause}.")]
    public static partial void Failed(ILogger logger, Exception exception, TimeSpan pause);
}
