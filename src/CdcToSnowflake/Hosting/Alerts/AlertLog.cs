using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Hosting.Alerts;

/// <summary>The messages of failure alerts.</summary>
internal static partial class AlertLog
{
    /// <remarks>None, unless message 142 follows.</remarks>
    [LoggerMessage(141, LogLevel.Warning, "A message of the alert queue (id {Id}, receipt {Receipts}) could not be taken; it comes again.")]
    public static partial void Retrying(ILogger logger, Exception exception, string id, int receipts);

    /// <remarks>See what else publishes to the topic; give the queue a redrive policy.</remarks>
    [LoggerMessage(142, LogLevel.Error, "A message of the alert queue (id {Id}) could not be taken in {Receipts} receipts. It is left to the queue's redrive policy; if it has none, the message comes again until its retention ends.")]
    public static partial void Left(ILogger logger, Exception exception, string id, int receipts);

    /// <remarks>Check the queue's address, its rights and the network.</remarks>
    [LoggerMessage(143, LogLevel.Warning, "The alert queue can't be read; it is tried again in {Pause} (failure {Failures} in a row).")]
    public static partial void QueueFailed(ILogger logger, Exception exception, TimeSpan pause, int failures);

    /// <remarks>Check the account, and the role's right to read the histories.</remarks>
    [LoggerMessage(144, LogLevel.Warning, "Whether tasks and pipes that failed work again can't be seen; it is tried again in {Pause}.")]
    public static partial void RecoveryFailed(ILogger logger, Exception exception, TimeSpan pause);

    /// <remarks>Check the store's rights under <c>~alerts/</c>.</remarks>
    [LoggerMessage(145, LogLevel.Warning, "What was told of failures before can't be read from the store; it is tried again with the next message. Until then what failed already may be told again.")]
    public static partial void RecallFailed(ILogger logger, Exception exception);

    /// <remarks>Check the sender: the webhook's address and the network.</remarks>
    [LoggerMessage(146, LogLevel.Warning, "An alert could not be sent; it is tried again in {Pause}, and what is kept in the store outlasts this process.")]
    public static partial void Untold(ILogger logger, Exception exception, TimeSpan pause);

    /// <remarks>Check the store's rights under <c>~alerts/</c>.</remarks>
    [LoggerMessage(147, LogLevel.Warning, "What was told of failures can't be read from the store, or kept in it; it is tried again in {Pause}. People are told all the same, after a restart perhaps twice.")]
    public static partial void Unkept(ILogger logger, Exception exception, TimeSpan pause);
}
