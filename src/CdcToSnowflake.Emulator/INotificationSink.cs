namespace CdcToSnowflake.Emulator;

/// <summary>Where the embedded Snowflake's notification integrations publish: it stands in for the topic that an integration names.</summary>
/// <remarks>Called by the emulator's one worker, so never twice at once. Delivery is at least once, as Snowflake's: a message whose call threw comes again.</remarks>
public interface INotificationSink
{
    /// <summary>Takes a message of a task or pipe with ERROR_INTEGRATION or SUCCESS_INTEGRATION.</summary>
    /// <param name="integration">The integration's name as the catalog has it.</param>
    /// <param name="message">
    /// The body, a JSON object as "Configure a task to send error notifications" and "Enabling Snowpipe error notifications for Amazon SNS" show it. A topic's
    /// subscribers get it as the text of the field Message.
    /// </param>
    /// <param name="cancellationToken">The worker's.</param>
    Task PublishAsync(string integration, string message, CancellationToken cancellationToken);
}
