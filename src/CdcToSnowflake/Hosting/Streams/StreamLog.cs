using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Hosting.Streams;

/// <summary>The messages about streams.</summary>
internal static partial class StreamLog
{
    [LoggerMessage(161, LogLevel.Information, "Stream {Stream} had nothing to tell and was touched, so that it goes stale later than {StaleAfter}.")]
    public static partial void Touched(ILogger logger, string stream, DateTimeOffset? staleAfter);

    [LoggerMessage(162, LogLevel.Error, "Stream {Stream} goes stale after {StaleAfter} and holds changes that only {Task} can take: see in TASK_HISTORY why it doesn't run.")]
    public static partial void Waiting(ILogger logger, string stream, DateTimeOffset? staleAfter, string task);

    [LoggerMessage(163, LogLevel.Warning, "Stream {Stream} was stale (since {StaleAfter}): it was made anew, what its consumer missed was taken in full, and {Task} was resumed.")]
    public static partial void Recreated(ILogger logger, string stream, DateTimeOffset? staleAfter, string task);

    [LoggerMessage(164, LogLevel.Error, "Stream {Stream} isn't there: run the plan, or restart the service, which makes it and reconciles what it missed.")]
    public static partial void Missing(ILogger logger, string stream);

    [LoggerMessage(167, LogLevel.Error, "Stream {Stream} can't be kept from going stale, or mended; the others are, and it is tried again at the next look. If it was to be made anew, {Task} isn't resumed before.")]
    public static partial void NotKept(ILogger logger, Exception? exception, string stream, string task);

    [LoggerMessage(168, LogLevel.Error, "Stream {Stream} was stale (since {StaleAfter}): it was made anew, and what its consumer missed was taken in full, but {Task} isn't resumed before the others that it reads are mended.")]
    public static partial void Unresumed(ILogger logger, string stream, DateTimeOffset? staleAfter, string task);

    [LoggerMessage(166, LogLevel.Warning, "What was seen of the streams could not be told; it is tried again.")]
    public static partial void Untold(ILogger logger, Exception exception);

    [LoggerMessage(165, LogLevel.Warning, "The streams can't be looked at; it is tried again in {Pause}.")]
    public static partial void Failed(ILogger logger, Exception exception, TimeSpan pause);
}
