using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.IntegrationTests.Alerts;

/// <summary>A topic with a queue that subscribes to it, by SNS's query API; the emulator publishes to it as Snowflake's integration would.</summary>
internal sealed partial class SnsTopic : INotificationSink, IDisposable
{
    private readonly HttpClient _http = new();
    private readonly AwsServer _aws;

    private SnsTopic(AwsServer aws) => _aws = aws;

    public string Arn { get; private set; } = "";

    public static async Task<SnsTopic> CreateAsync(AwsServer aws, string queueArn, bool isRaw)
    {
        var topic = new SnsTopic(aws);
        topic.Arn = Arns().Match(await topic.CallAsync(("Action", "CreateTopic"), ("Name", "cdc-errors"))).Groups[1].Value;
        await topic.CallAsync(("Action", "Subscribe"), ("TopicArn", topic.Arn), ("Protocol", "sqs"), ("Endpoint", queueArn), ("Attributes.entry.1.key", "RawMessageDelivery"), ("Attributes.entry.1.value", isRaw ? "true" : "false"));
        return topic;
    }

    /// <summary>What was published, in order.</summary>
    public ConcurrentQueue<string> Published { get; } = new();

    public Task PublishAsync(string integration, string message, CancellationToken cancellationToken)
    {
        Published.Enqueue(message);
        return CallAsync(("Action", "Publish"), ("TopicArn", Arn), ("Message", message));
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> CallAsync(params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _aws.Endpoint)
        {
            Content = new FormUrlEncodedContent(form.Append(("Version", "2010-03-31")).Select(field => KeyValuePair.Create(field.Item1, field.Item2))),
        };
        // The stand-in checks no signature, but sees by it which service is meant.
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={_aws.AccessKey}/20260101/{_aws.Region}/sns/aws4_request, SignedHeaders=host, Signature=0");
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text;
    }

    [GeneratedRegex("<TopicArn>(.*)</TopicArn>")]
    private static partial Regex Arns();
}
