namespace CdcToSnowflake.Operations.Failures;

/// <summary>A message is damaged, or an envelope of something that isn't a notification. The message says where in it and why, and holds nothing of its content but names of fields.</summary>
/// <remarks>See what else publishes to the topic. The message stays in the queue, for its redrive policy.</remarks>
public sealed class NotificationException : FormatException
{
    internal NotificationException(string where, string problem, Exception? innerException = null)
        : base($"The notification can't be read: {where}: {problem} Notifications of tasks (USER_TASK_FAILED, GRAPH_SUCCEEDED) and pipes (INGEST_FAILED_FILE) are understood, and told as they are what else is a text or an object; plain, in SNS's envelope, or as a Lambda's event.", innerException) => Where = where;

    /// <summary>The path of the field that is missing or wrong, such as <c>$.messages[0].errorMessage</c>; <c>$</c> for the message as a whole.</summary>
    public string Where { get; }
}
