using System.Net;
using Amazon.SQS;
using Amazon.SQS.Model;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Hosting.Parts;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Operations.Failures.Memory;
using CdcToSnowflake.Storage;
using CdcToSnowflake.TestServers;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcToSnowflake.IntegrationTests.Alerts;

/// <summary>The queue's reader while the receiver of alerts is away.</summary>
public sealed class AlertQueueTests : IAlertSender
{
    private readonly List<FailureAlert> _told = [];
    private volatile int _calls;
    private volatile bool _isAway = true;

    [Fact]
    public async Task Run_ReceiverIsAway_TheQueueEmptiesIntoTheStore_AndAllIsToldWhenItIsBack()
    {
        await using var aws = await AwsServer.StartAsync();
        using var sqs = new AmazonSQSClient(aws.AccessKey, aws.SecretKey, new AmazonSQSConfig { ServiceURL = aws.Endpoint.AbsoluteUri, AuthenticationRegion = aws.Region });
        var queue = (await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "alerts" })).QueueUrl;
        for (var i = 0; i < 10; i++)
        {
            await sqs.SendMessageAsync(queue, $$"""{"messageType":"USER_TASK_FAILED","messageId":"m{{i}}","timestamp":"2026-01-01T00:00:00Z","taskName":"DB.S.T{{i % 5}}","messages":[{"errorMessage":"It broke"}]}""");
        }

        var folder = Directory.CreateTempSubdirectory("cdc-queue-");
        try
        {
            var store = new FolderObjectStore(folder.FullName);
            using (var first = new FailureDesk([this], memory: new StoredAlertMemory(store, "default", 1)))
            {
                using var stop = new CancellationTokenSource();
                var options = new FailureAlertOptions { QueueUrl = queue, Endpoint = aws.Endpoint, Region = aws.Region, AccessKey = aws.AccessKey, SecretKey = aws.SecretKey };
                var reading = new AlertQueue(options, new RetryOptions(), first, new PartMonitor(TimeProvider.System), NullLogger.Instance, TimeProvider.System).RunAsync(stop.Token);
                await Waiting.UntilAsync(() => first.Failing.Sum(alert => alert.Count) == 10 && IsEmpty(sqs, queue), () => "the queue empties");
                Assert.InRange(_calls, 1, 10); // once a batch, of which moto makes as it likes
                await stop.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
            }

            _isAway = false;
            using var second = new FailureDesk([this], memory: new StoredAlertMemory(store, "default", 2));
            await second.TellUntoldAsync(TestContext.Current.CancellationToken);
            Assert.Equal(Enumerable.Range(0, 5).Select(i => ($"DB.S.T{i}", 2L)), _told.Select(alert => (alert.Name, alert.Count)).Order());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    Task IAlertSender.SendAsync(FailureAlert alert, CancellationToken cancellationToken)
    {
        _calls++;
        if (_isAway)
        {
            throw new AlertDeliveryException("It is away.", HttpStatusCode.ServiceUnavailable);
        }

        _told.Add(alert);
        return Task.CompletedTask;
    }

    private static bool IsEmpty(AmazonSQSClient sqs, string queue)
    {
        var counts = sqs.GetQueueAttributesAsync(queue, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]).GetAwaiter().GetResult();
        return counts.ApproximateNumberOfMessages + counts.ApproximateNumberOfMessagesNotVisible == 0;
    }
}
