using System.Globalization;
using Amazon;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using CdcToSnowflake.Hosting.Parts;
using CdcToSnowflake.Operations.Failures;
using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Hosting.Alerts;

/// <summary>Reads the queue that Snowflake's failures come to, and deletes what the desk has taken.</summary>
internal sealed class AlertQueue(FailureAlertOptions options, RetryOptions retry, FailureDesk desk, PartMonitor parts, ILogger logger, TimeProvider time)
{
    private const string Part = "reading the alert queue";

    // SQS's longest wait, and most messages of one answer.
    private const int LongestPoll = 20;
    private const int MostMessages = 10;

    // What passes by itself, as a lost connection does, is no news.
    private const int FailuresToTell = 3;

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        parts.Begins(Part, isHeardOf: true);
        for (var failures = 0; ;)
        {
            try
            {
                using var sqs = Open();
                while (true)
                {
                    await PollAsync(sqs, cancellationToken).ConfigureAwait(false);
                    failures = 0;
                    parts.Works(Part);
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                var pause = retry.PauseAfter(++failures);
                AlertLog.QueueFailed(logger, e, pause, failures);
                if (failures >= FailuresToTell)
                {
                    parts.Fails(Part, e);
                }

                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task PollAsync(AmazonSQSClient sqs, CancellationToken cancellationToken)
    {
        var answer = await sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest
            {
                QueueUrl = options.QueueUrl,
                MaxNumberOfMessages = MostMessages,
                WaitTimeSeconds = LongestPoll,
                VisibilityTimeout = (int)options.Visibility.TotalSeconds,
                MessageSystemAttributeNames = ["ApproximateReceiveCount"],
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var message in await TakeAsync(answer.Messages ?? [], cancellationToken).ConfigureAwait(false))
        {
            await sqs.DeleteMessageAsync(options.QueueUrl, message.ReceiptHandle, cancellationToken).ConfigureAwait(false);
        }
    }

    // All together: a receiver that is away is waited for once. What comes again meanwhile, since the queue hides it no longer, is known by its id.
    private async Task<IReadOnlyList<Message>> TakeAsync(IReadOnlyList<Message> messages, CancellationToken cancellationToken)
    {
        List<Message> read = [];
        List<SnowflakeNotification> notifications = [];
        foreach (var message in messages)
        {
            try
            {
                notifications.AddRange(NotificationReader.Read(message.Body ?? "", new MessageOrigin(message.MessageId, time.GetUtcNow())));
                read.Add(message);
            }
            catch (NotificationException e)
            {
                Leave(message, e);
            }
        }

        try
        {
            await desk.HandleAllAsync(notifications, cancellationToken).ConfigureAwait(false);
        }
        catch (AlertDeliveryException e)
        {
            // The desk has it in the store, and tells it when it can: a message that waited here would come to the dead-letter queue.
            AlertLog.Untold(logger, e, options.RecoveryInterval);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            read.ForEach(message => Leave(message, e));
            return [];
        }

        return read;
    }

    private void Leave(Message message, Exception e)
    {
        var receipts = message.Attributes?.TryGetValue("ApproximateReceiveCount", out var count) == true ? int.Parse(count, CultureInfo.InvariantCulture) : 1;
        if (receipts == options.MostReceipts)
        {
            AlertLog.Left(logger, e, message.MessageId, receipts);
        }
        else if (receipts < options.MostReceipts)
        {
            AlertLog.Retrying(logger, e, message.MessageId, receipts);
        }
    }

    private AmazonSQSClient Open()
    {
        var config = new AmazonSQSConfig { RetryMode = RequestRetryMode.Standard };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = options.Region ?? "us-east-1";
        }
        else if ((options.Region ?? QueueRegion.Of(options.QueueUrl!)) is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return options.AccessKey is { } key ? new AmazonSQSClient(new BasicAWSCredentials(key, options.SecretKey ?? ""), config) : new AmazonSQSClient(config);
    }
}
