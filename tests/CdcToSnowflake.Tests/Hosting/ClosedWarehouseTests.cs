using Amazon.SQS.Model;
using CdcToSnowflake.Hosting.Sources;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Tests.Capture;
using CdcToSnowflake.Tests.Operations.Failures;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Hosting;

/// <summary>A service whose warehouse can't be opened: people hear of that, and of what the queue tells.</summary>
public sealed class ClosedWarehouseTests(AwsFixture aws) : IClassFixture<AwsFixture>
{
    [Fact]
    public async Task Run_WarehouseCantBeOpened_TheQueueIsReadAndPeopleAreToldWhy()
    {
        var queue = (await aws.Sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "closed-warehouse" })).QueueUrl;
        await aws.Sqs.SendMessageAsync(queue, """{"messageType":"USER_TASK_FAILED","messageId":"m","timestamp":"2026-01-01T00:00:00Z","taskName":"DB.S.T","messages":[{"errorMessage":"It broke"}]}""");
        var slack = new RecordingSender();
        await using var service = await RunningService.StartAsync(cdc => cdc
            .ToStore(_ => new MemoryObjectStore())
            .ToWarehouse(_ => throw new IOException("The key's file can't be read."))
            .AddBrand("BRAND", brand => brand.From(_ => new BrandSource(new ScriptedReader([]))).Tables("none.*"))
            .AlertOnFailures(alerts =>
            {
                (alerts.QueueUrl, alerts.Endpoint, alerts.Region, alerts.AccessKey, alerts.SecretKey) = (queue, aws.Server.Endpoint, aws.Server.Region, aws.Server.AccessKey, aws.Server.SecretKey);
                alerts.RecoveryInterval = TimeSpan.FromSeconds(1);
                alerts.SendTo(_ => slack);
            }));

        await RunningService.UntilAsync(() => slack.Told.Count == 2, "the task's failure and the warehouse's");
        var (task, brand) = (Assert.Single(slack.Told, alert => alert.Kind == FailureKind.Task), Assert.Single(slack.Told, alert => alert.Kind == FailureKind.Brand));
        Assert.Equal(("DB.S.T", "It broke"), (task.Name, task.Error));
        Assert.Equal("BRAND", brand.Name);
        Assert.Contains("The key's file can't be read.", brand.Error, StringComparison.Ordinal);
    }
}
