using System.Diagnostics;
using System.Reflection;
using Amazon.SQS;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Tests.Operations.Failures;

namespace CdcToSnowflake.IntegrationTests.Alerts;

/// <summary>
/// samples/Worker reads a real queue and is killed, as by kill -9, at each place between a message's receipt and its end; another one takes over. The message is never lost; people are told twice only where the kill
/// falls between their being told and its being noted.
/// </summary>
public sealed class KilledReaderTests : IDisposable
{
    // Of now: what failed long ago is given up, and people are told so.
    private static readonly string Failure = $$$"""
        {"version":"1.0","messageId":"0d0a7b06-a0f1-4a2c-8b1c-1f2b3c4d5e6f","messageType":"USER_TASK_FAILED","timestamp":"{{{DateTime.UtcNow:O}}}","accountName":"ACC","taskName":"DB.S.T","taskId":"t","rootTaskName":"DB.S.T","rootTaskId":"t",
        "messages":[{"runId":"r","scheduledTime":"{{{DateTime.UtcNow:O}}}","queryStartTime":"{{{DateTime.UtcNow:O}}}","completedTime":"{{{DateTime.UtcNow:O}}}","queryId":"q","errorCode":"100051","errorMessage":"Division by zero"}]}
        """;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);
    private static readonly string Program = Path.GetFullPath(typeof(KilledReaderTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "WorkerProgram").Value!);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdc-killed-reader-");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Where the kill falls, and how often people are told in all.</summary>
    [Theory]
    [InlineData("received", 1)]
    [InlineData("told", 2)]
    [InlineData("noted", 1)]
    [InlineData("deleted", 1)]
    public async Task Reader_KilledBetweenTwoDeliveries_TheMessageIsHandledAndNotLost(string killed, int told)
    {
        await using var aws = await AwsServer.StartAsync();
        using var sqs = new AmazonSQSClient(aws.AccessKey, aws.SecretKey, new AmazonSQSConfig { ServiceURL = aws.Endpoint.AbsoluteUri, AuthenticationRegion = aws.Region });
        using var slack = new WebhookReceiver();
        using var toSlack = new HeldRequest(slack.Url, _ => killed is "received" or "told", isAnswered: killed == "told");
        using var toSqs = new HeldRequest(aws.Endpoint, request => killed is "noted" or "deleted" && request.Headers["X-Amz-Target"] == "AmazonSQS.DeleteMessage", isAnswered: killed == "deleted");
        var queue = new Uri((await sqs.CreateQueueAsync("alerts", TestContext.Current.CancellationToken)).QueueUrl);
        await sqs.SendMessageAsync(queue.AbsoluteUri, Failure, TestContext.Current.CancellationToken);

        using (var first = Start(aws, new Uri(toSqs.Endpoint, queue.AbsolutePath), toSqs.Endpoint, new Uri(toSlack.Endpoint, slack.Url.AbsolutePath)))
        {
            await (killed is "received" or "told" ? toSlack : toSqs).Reached.WaitAsync(LongestWait, TestContext.Current.CancellationToken);
            first.Kill(entireProcessTree: true);
            await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(killed == "received" ? 0 : 1, slack.Posted.Count);
        using var second = Start(aws, queue, aws.Endpoint, slack.Url);
        try
        {
            using var limit = new CancellationTokenSource(LongestWait);
            while (!await IsEmptyAsync(sqs, queue.AbsoluteUri) || slack.Posted.Count < told)
            {
                Assert.False(limit.IsCancellationRequested || second.HasExited, $"{slack.Posted.Count} were told.");
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }

            // The queue is empty, so nothing can come any more; another failure passes it, and is the next that people hear of.
            await sqs.SendMessageAsync(queue.AbsoluteUri, Failure.Replace("DB.S.T", "DB.S.OTHER", StringComparison.Ordinal).Replace("0d0a", "1111", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            while (slack.Posted.Count <= told && !slack.Posted.Any(IsOther))
            {
                Assert.False(limit.IsCancellationRequested || second.HasExited, "The second failure isn't told.");
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
        finally
        {
            second.Kill(entireProcessTree: true);
        }

        Assert.Equal((told, 1), (slack.Posted.Count(post => !IsOther(post)), slack.Posted.Count(IsOther)));
        Assert.All(slack.Posted.Where(post => !IsOther(post)), post => Assert.Contains("Division by zero", post, StringComparison.Ordinal));

        static bool IsOther(string post) => post.Contains("DB.S.OTHER", StringComparison.Ordinal);
    }

    private Process Start(AwsServer aws, Uri queue, Uri endpoint, Uri slack)
    {
        var start = new ProcessStartInfo("dotnet", [Program, "--urls", "http://127.0.0.1:0"]) { WorkingDirectory = Path.GetDirectoryName(Program)!, RedirectStandardOutput = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["Store__Folder"] = Path.Combine(_folder.FullName, "store"),
            ["Brands__BRAND_A__ConnectionString"] = "Server=127.0.0.1;Port=1;User ID=cdc",
            ["Brands__BRAND_B__ConnectionString"] = "Server=127.0.0.1;Port=1;User ID=cdc",
            ["Standby__RenewInterval"] = "00:00:00.2",
            ["Standby__SilenceLimit"] = "00:00:02",
            ["Alerts__QueueUrl"] = queue.AbsoluteUri,
            ["Alerts__Endpoint"] = endpoint.AbsoluteUri,
            ["Alerts__Region"] = aws.Region,
            ["Alerts__AccessKey"] = aws.AccessKey,
            ["Alerts__SecretKey"] = aws.SecretKey,
            ["Alerts__SlackWebhook"] = slack.AbsoluteUri,
            ["Alerts__Visibility"] = "00:00:05",
        })
        {
            start.Environment[$"CdcToSnowflake__{name}"] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet didn't start.");
        process.OutputDataReceived += (_, _) => { }; // read, so that it never waits for a reader
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task<bool> IsEmptyAsync(AmazonSQSClient sqs, string queue)
    {
        var counts = await sqs.GetQueueAttributesAsync(queue, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]);
        return counts.ApproximateNumberOfMessages + counts.ApproximateNumberOfMessagesNotVisible == 0;
    }
}
