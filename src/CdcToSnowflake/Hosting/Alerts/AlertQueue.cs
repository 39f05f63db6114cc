using System.Globalization;
using Amazon;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using CdcToSnowflake.Operations.Failures;
using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Hosting.Alerts;

/// <summary>Reads the queue that Snowflake's failures come to, and deletes what the desk has told.</summary>
internal sealed class AlertQueue(FailureAlertOptions options, RetryOptions retry, FailureDesk desk, ILogger logger, TimeProvider time)
{
    // SQS's longest wait, and most messages of one answer.
    private const int LongestPoll = 20;
    private const int MostMessages = 10;

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var sqs = Open();
        for (var failures = 0; ;)
        {
            try
            {
                await PollAsync(sqs, cancellationToken).ConfigureAwait(false);
                failures = 0;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                var pause = retry.PauseAfter(++failures);
                AlertLog.QueueFailed(logger, e, pause, failures);
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
        foreach (var message in answer.Messages ?? [])
        {
            if (await TellAsync(message, cancellationToken).ConfigureAwait(false))
            {
                await sqs.DeleteMessageAsync(options.QueueUrl, message.ReceiptHandle, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> TellAsync(Message message, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var notification in NotificationReader.Read(message.Body ?? ""))
            {
                await desk.HandleAsync(notification, cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
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

            return false;
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
        else if (options.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return options.AccessKey is { } key ? new AmazonSQSClient(new BasicAWSCredentials(key, options.SecretKey ?? ""), config) : new AmazonSQSClient(config);
    }
}
