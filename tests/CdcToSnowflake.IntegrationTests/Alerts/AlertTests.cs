using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Emulator.Hosting;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Operations.Flow;
using CdcToSnowflake.Sql;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Tests.Operations.Failures;
using CdcToSnowflake.Warehouse;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.IntegrationTests.Alerts;

/// <summary>A failure's whole way: MySQL → cuts → the embedded Snowflake, whose merge fails → notification → SNS → SQS → the service → Slack; and back to health.</summary>
public sealed class AlertTests
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task MergeFails_SlackIsToldOfIt_AndOfItsRecovery(bool isRaw)
    {
        await using var mysql = await MySqlServer.StartAsync();
        await using var aws = await AwsServer.StartAsync();
        await mysql.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY, total INT NOT NULL); INSERT INTO shop.orders VALUES (1, 10)");
        using var sqs = new AmazonSQSClient(aws.AccessKey, aws.SecretKey, new AmazonSQSConfig { ServiceURL = aws.Endpoint.AbsoluteUri, AuthenticationRegion = aws.Region });
        var (dead, _) = await QueueAsync(sqs, "dead", []);
        var deadArn = (await sqs.GetQueueAttributesAsync(dead, ["QueueArn"])).QueueARN;
        var (queue, arn) = await QueueAsync(sqs, "alerts", new() { ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{deadArn}}","maxReceiveCount":"2"}""" });
        using var topic = await SnsTopic.CreateAsync(aws, arn, isRaw);
        using var slack = new WebhookReceiver();
        using var logged = new LoggedLines();
        var folder = Directory.CreateTempSubdirectory("cdc-alerts-");
        IHost? host = null;
        try
        {
            var builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Logging.AddProvider(logged).SetMinimumLevel(LogLevel.Trace);
            builder.Services.AddCdcToSnowflake(cdc =>
            {
                cdc.ToFolder(Path.Combine(folder.FullName, "store"));
                cdc.ToEmulator(new EmulatorOptions { MinimumTriggerInterval = TimeSpan.FromMilliseconds(100), Notifications = topic });
                cdc.Configure(options => options.Snowflake.Deployment = new DeploymentOptions { Sql = new SqlOptions { ErrorIntegration = "CDC_ERRORS" } });
                cdc.AddBrand("BRAND_A", brand => brand.FromMySql(mysql.ConnectionString).Tables("shop.*").Capture(options => options with { CutInterval = TimeSpan.FromMilliseconds(100) }));
                cdc.WatchFlow(TimeSpan.FromSeconds(1), flow => flow.Look = new FlowOptions { Grace = TimeSpan.FromSeconds(5) });
                cdc.AlertOnFailures(alerts =>
                {
                    (alerts.QueueUrl, alerts.Endpoint, alerts.Region, alerts.AccessKey, alerts.SecretKey) = (queue, aws.Endpoint, aws.Region, aws.AccessKey, aws.SecretKey);
                    (alerts.SlackWebhook, alerts.RecoveryInterval, alerts.Visibility, alerts.MostReceipts) = (slack.Url, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), 2);
                });
            });
            host = builder.Build();
            var snowflake = host.Services.GetRequiredService<SnowflakeEmulator>();
            Run(snowflake, $"CREATE NOTIFICATION INTEGRATION CDC_ERRORS ENABLED = TRUE TYPE = QUEUE DIRECTION = OUTBOUND NOTIFICATION_PROVIDER = AWS_SNS AWS_SNS_TOPIC_ARN = '{topic.Arn}' AWS_SNS_ROLE_ARN = 'arn:aws:iam::1:role/cdc'");
            await host.StartAsync();
            await logged.UntilAsync(() => Sum(snowflake, "CI_DB.CI_SCHEMA.ORDERS") == 10, "the first row in CI");

            // Slack is away for the first call, and the message that nobody can read is not in the way of the one that matters.
            slack.Answers.Enqueue((404, null));
            await sqs.SendMessageAsync(queue, "{\"messageType\":\"USER_TASK_FAILED\"}");
            var begun = DateTimeOffset.UtcNow;
            Run(snowflake, "ALTER TABLE BRAND_A_DB.RAW_SCHEMA.ORDERS RENAME TO BRAND_A_DB.RAW_SCHEMA.AWAY");
            await mysql.ExecuteAsync("INSERT INTO shop.orders VALUES (2, 20)");
            await logged.UntilAsync(() => slack.Posted.Count == 1, "the failure");
            var failure = slack.Posted.First();
            Assert.Contains("Task BRAND_A_DB.STG_SCHEMA.MERGE_RAW fails", failure, StringComparison.Ordinal);
            Assert.Contains("does not exist or not authorized", failure, StringComparison.Ordinal);
            Assert.Contains("run the plan, which makes what is missing", failure, StringComparison.Ordinal);
            AssertTells(failure, begun, Rows(snowflake, "SELECT QUERY_ID FROM TABLE(CI_DB.INFORMATION_SCHEMA.TASK_HISTORY(TASK_NAME => 'MERGE_RAW', ERROR_ONLY => TRUE))"));

            string[] published = [.. topic.Published]; // the task is suspended if this takes long
            Run(snowflake, "ALTER TABLE BRAND_A_DB.RAW_SCHEMA.AWAY RENAME TO BRAND_A_DB.RAW_SCHEMA.ORDERS");
            await logged.UntilAsync(() => slack.Posted.Count == 2, "the recovery");
            Assert.Contains("Task BRAND_A_DB.STG_SCHEMA.MERGE_RAW works again", slack.Posted.Last(), StringComparison.Ordinal);
            await logged.UntilAsync(() => Sum(snowflake, "CI_DB.CI_SCHEMA.ORDERS") == 30, "the second row in CI");

            await logged.UntilAsync(() => logged.Lines.Any(line => line.Contains("left to the queue's redrive policy", StringComparison.Ordinal)), "the poison message's error");
            var poison = Assert.Single((await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = dead, WaitTimeSeconds = 20 })).Messages);
            Assert.Equal("{\"messageType\":\"USER_TASK_FAILED\"}", poison.Body);
            await logged.UntilAsync(() => IsEmpty(sqs, queue), "the queue to be empty");
            await AssertLambdaTellsAsync(published);
            await MissingFileAsync(Path.Combine(folder.FullName, "store"), mysql, host, slack, logged);
            await host.StopAsync();
            Assert.DoesNotContain(logged.Lines, line => line.Contains(WebhookReceiver.Secret, StringComparison.Ordinal) || line.Contains(aws.SecretKey, StringComparison.Ordinal));
        }
        finally
        {
            await (host?.StopAsync() ?? Task.CompletedTask);
            host?.Dispose();
            folder.Delete(recursive: true);
        }
    }

    // Since when, how often, and the query, as Slack's blocks show them.
    private static void AssertTells(string message, DateTimeOffset begun, IReadOnlyList<string> failedQueries)
    {
        using var json = JsonDocument.Parse(message);
        var fields = json.RootElement.GetProperty("blocks").EnumerateArray().First(block => block.TryGetProperty("fields", out _)).GetProperty("fields").EnumerateArray()
            .Select(field => field.GetProperty("text").GetString()!.Split('\n', 2)).ToDictionary(field => field[0], field => field[1]);
        var since = DateTimeOffset.ParseExact(fields["*Since*"], "yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        Assert.InRange(since, begun.AddSeconds(-1), DateTimeOffset.UtcNow); // its seconds are whole
        Assert.True(int.Parse(fields["*Failed runs*"], CultureInfo.InvariantCulture) >= 1);
        Assert.Contains(fields["*Query*"].Trim('`'), failedQueries);
    }

    // The other host of the same messages: the topic starts the function.
    private static async Task AssertLambdaTellsAsync(IReadOnlyCollection<string> published)
    {
        using var slack = new WebhookReceiver();
        await using var lambda = new LambdaRuntime(new Dictionary<string, string> { ["SLACK_WEBHOOK"] = slack.Url.AbsoluteUri });
        var records = JsonSerializer.Serialize(new { Records = published.Select(message => new { EventSource = "aws:sns", Sns = new { Type = "Notification", Message = message } }) });
        Assert.Equal(("POST /2018-06-01/runtime/invocation/r-1/response", "{}"), await lambda.InvokeAsync("r-1", records));
        Assert.Contains("Task BRAND_A_DB.STG_SCHEMA.MERGE_RAW fails", Assert.Single(slack.Posted), StringComparison.Ordinal);
    }

    // A pipe that doesn't run is a hole, told like any failure, until it runs again.
    private static async Task MissingFileAsync(string store, MySqlServer mysql, IHost host, WebhookReceiver slack, LoggedLines logged)
    {
        var snowflake = host.Services.GetRequiredService<SnowflakeEmulator>();
        var health = host.Services.GetRequiredService<HealthCheckService>();
        await logged.UntilAsync(() => Health(health).Status == HealthStatus.Healthy && host.Services.GetRequiredService<CdcStatus>().Flows is [{ MergedCut: > 0 }], "the flow's health");
        var pipe = Assert.Single(Rows(snowflake, "SELECT PIPE_NAME FROM BRAND_A_DB.INFORMATION_SCHEMA.PIPES"), name => name.StartsWith("ORDERS", StringComparison.Ordinal));
        Run(snowflake, $"ALTER PIPE BRAND_A_DB.STG_SCHEMA.\"{pipe}\" SET PIPE_EXECUTION_PAUSED = TRUE");
        await mysql.ExecuteAsync("INSERT INTO shop.orders VALUES (3, 30)");
        await logged.UntilAsync(() => slack.Posted.Count == 3, "the hole");
        Assert.Contains("The flow of brand BRAND_A fails", slack.Posted.Last(), StringComparison.Ordinal);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(store, "BRAND_A", "data"), "*.parquet", SearchOption.AllDirectories), path => slack.Posted.Last().Contains(Path.GetFileName(path), StringComparison.Ordinal));
        Assert.Equal(HealthStatus.Unhealthy, Health(health).Status);
        Assert.Contains(Path.GetFileName(file), Health(health).Description, StringComparison.Ordinal);
        Run(snowflake, $"ALTER PIPE BRAND_A_DB.STG_SCHEMA.\"{pipe}\" SET PIPE_EXECUTION_PAUSED = FALSE");
        await logged.UntilAsync(() => slack.Posted.Count == 4, "the hole's end");
        Assert.Contains("The flow of brand BRAND_A works again", slack.Posted.Last(), StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, Health(health).Status);
    }

    private static HealthReportEntry Health(HealthCheckService health) => health.CheckHealthAsync().GetAwaiter().GetResult().Entries["cdc-flow:BRAND_A"];

    private static List<string> Rows(SnowflakeEmulator snowflake, string sql)
    {
        List<string> rows = [];
        using var command = snowflake.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private static async Task<(string Url, string Arn)> QueueAsync(AmazonSQSClient sqs, string name, Dictionary<string, string> attributes)
    {
        var url = (await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = name, Attributes = attributes })).QueueUrl;
        return (url, (await sqs.GetQueueAttributesAsync(url, ["QueueArn"])).QueueARN);
    }

    private static bool IsEmpty(AmazonSQSClient sqs, string queue)
    {
        var counts = sqs.GetQueueAttributesAsync(queue, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]).GetAwaiter().GetResult();
        return counts.ApproximateNumberOfMessages + counts.ApproximateNumberOfMessagesNotVisible == 0;
    }

    private static void Run(SnowflakeEmulator snowflake, string sql)
    {
        using var command = snowflake.CreateCommand(sql);
        command.ExecuteNonQuery();
    }

    private static decimal Sum(SnowflakeEmulator snowflake, string table)
    {
        try
        {
            using var command = snowflake.CreateCommand($"SELECT COALESCE(SUM(TOTAL), 0) FROM {table}");
            return Convert.ToDecimal(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        }
        catch (SnowflakeException e) when (e.Message.Contains("does not exist", StringComparison.Ordinal))
        {
            return -1; // its table has not appeared yet
        }
    }

    private sealed class LoggedLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public async Task UntilAsync(Func<bool> condition, string what)
        {
            using var limit = new CancellationTokenSource(LongestWait);
            while (!condition())
            {
                Assert.False(limit.IsCancellationRequested, $"Waited in vain for {what}.\n{string.Join('\n', Lines.TakeLast(20).Select(line => line[..Math.Min(400, line.Length)]))}");
                await Task.Delay(50);
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
