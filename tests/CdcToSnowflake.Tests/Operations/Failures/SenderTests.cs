using System.Diagnostics;
using System.Net;
using System.Text.Json;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Operations.Failures;

public sealed class SenderTests : IDisposable
{
    private static readonly FailureAlert Alert = new()
    {
        Kind = FailureKind.Task,
        Name = "BRAND_A_DB.STG_SCHEMA.MERGE_RAW",
        Account = "ACME",
        Since = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        LastAt = new DateTimeOffset(2026, 3, 1, 12, 5, 0, TimeSpan.Zero),
        Count = 31,
        Error = "Numeric value '<!channel> ```' is not recognized & more",
        ErrorCode = "100038",
        QueryId = "01a03962-0300",
        Remedy = "Do this.",
    };

    private readonly WebhookReceiver _receiver = new();

    public void Dispose() => _receiver.Dispose();

    [Fact]
    public async Task Slack_Failure_IsABlockKitMessageThatSaysAll_AndNothingInItIsMarkup()
    {
        using var slack = new SlackSender(Options());
        await slack.SendAsync(Alert, CancellationToken.None);
        using var message = JsonDocument.Parse(Assert.Single(_receiver.Posted));
        Assert.Equal("🔴 Task BRAND_A_DB.STG_SCHEMA.MERGE_RAW fails", message.RootElement.GetProperty("text").GetString());
        var blocks = message.RootElement.GetProperty("blocks").EnumerateArray().ToList();
        Assert.Equal(["header", "section", "section", "section"], blocks.Select(block => block.GetProperty("type").GetString()));
        Assert.Equal(
            ["*Since*\n2026-03-01 12:00:00 UTC", "*Failed runs*\n31", "*Last*\n2026-03-01 12:05:00 UTC", "*Account*\nACME", "*Error*\n100038", "*Query*\n```01a03962-0300```"],
            blocks[1].GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("text").GetString()));
        Assert.Equal("```Numeric value '&lt;!channel&gt; '''' is not recognized &amp; more```", blocks[2].GetProperty("text").GetProperty("text").GetString());
        Assert.Equal("*What to do*\nDo this.", blocks[3].GetProperty("text").GetProperty("text").GetString());
    }

    [Fact]
    public async Task Slack_TextsWithoutEnd_StayWithinItsLimits()
    {
        var endless = new string('x', 100_000) + "😀";
        using var slack = new SlackSender(Options());
        await slack.SendAsync(Alert with { Name = endless, Error = endless, QueryId = endless, Account = endless, File = endless, Remedy = endless }, CancellationToken.None);
        using var message = JsonDocument.Parse(Assert.Single(_receiver.Posted));
        var blocks = message.RootElement.GetProperty("blocks").EnumerateArray().ToList();
        Assert.Equal(150, blocks[0].GetProperty("text").GetProperty("text").GetString()!.Length);
        Assert.All(blocks[1].GetProperty("fields").EnumerateArray(), field => Assert.InRange(field.GetProperty("text").GetString()!.Length, 1, 2_000));
        Assert.InRange(blocks[1].GetProperty("fields").GetArrayLength(), 1, 10);
        Assert.All(blocks[2..], block => Assert.InRange(block.GetProperty("text").GetProperty("text").GetString()!.Length, 1, 3_000));
    }

    [Fact]
    public async Task Slack_Resolved_SaysSince_AndAsksNothing()
    {
        using var slack = new SlackSender(Options());
        await slack.SendAsync(Alert with { ResolvedAt = Alert.LastAt.AddMinutes(1) }, CancellationToken.None);
        using var message = JsonDocument.Parse(Assert.Single(_receiver.Posted));
        Assert.Equal("🟢 Task BRAND_A_DB.STG_SCHEMA.MERGE_RAW works again", message.RootElement.GetProperty("text").GetString());
        Assert.Equal(2, message.RootElement.GetProperty("blocks").GetArrayLength());
        Assert.Contains("*Resolved*\\n2026-03-01 12:06:00 UTC", _receiver.Posted.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slack_Notice_IsNoFailure()
    {
        using var slack = new SlackSender(Options());
        await slack.SendAsync(Alert with { Kind = FailureKind.Notice, Name = "budget B", ErrorCode = null, QueryId = null }, CancellationToken.None);
        using var message = JsonDocument.Parse(Assert.Single(_receiver.Posted));
        Assert.Equal("🟠 Notice of budget B", message.RootElement.GetProperty("text").GetString());
        Assert.Equal(["*Since*\n2026-03-01 12:00:00 UTC", "*Account*\nACME"], message.RootElement.GetProperty("blocks")[1].GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task JsonWebhook_Failure_IsItsFields()
    {
        using var webhook = new JsonWebhookSender(Options());
        await webhook.SendAsync(Alert, CancellationToken.None);
        Assert.Equal(
            """{"state":"failing","kind":"task","name":"BRAND_A_DB.STG_SCHEMA.MERGE_RAW","account":"ACME","since":"2026-03-01T12:00:00+00:00","lastAt":"2026-03-01T12:05:00+00:00","resolvedAt":null,"count":31,"error":"Numeric value \u0027\u003C!channel\u003E \u0060\u0060\u0060\u0027 is not recognized \u0026 more","errorCode":"100038","queryId":"01a03962-0300","file":null,"remedy":"Do this."}""",
            Assert.Single(_receiver.Posted));
    }

    [Fact]
    public async Task Send_ReceiverIsBusy_WaitsAsLongAsItAsksButNoLongerThanAMinute()
    {
        var time = new SkippingTime();
        _receiver.Answers.Enqueue((429, "17"));
        _receiver.Answers.Enqueue((503, null));
        _receiver.Answers.Enqueue((429, "3600"));
        using var slack = new SlackSender(Options(), time);
        await slack.SendAsync(Alert, CancellationToken.None);
        Assert.Equal([17, 2, 60], time.Pauses.Select(pause => pause.TotalSeconds));
        Assert.Single(_receiver.Posted);
    }

    [Theory]
    [InlineData(FailureKind.Flow, null, "🔴 The flow of brand X fails", "flow")]
    [InlineData(FailureKind.Flow, "a.parquet", "🔴 The flow of brand X fails", "flow", "Missing files")]
    [InlineData(FailureKind.Brand, null, "🔴 The capture of brand X fails", "brand")]
    [InlineData(FailureKind.Handler, null, "🔴 Handler X fails", "handler")]
    public async Task Send_OfEachKind_IsNamed(FailureKind kind, string? file, string title, string json, string? counted = null)
    {
        using (var slack = new SlackSender(Options()))
        {
            await slack.SendAsync(Alert with { Kind = kind, Name = "X", File = file }, CancellationToken.None);
        }

        using (var webhook = new JsonWebhookSender(Options()))
        {
            await webhook.SendAsync(Alert with { Kind = kind, Name = "X", File = file }, CancellationToken.None);
        }

        using var message = JsonDocument.Parse(_receiver.Posted.First());
        Assert.Equal(title, message.RootElement.GetProperty("text").GetString());
        Assert.Equal(counted is not null, _receiver.Posted.First().Contains("*Missing files*", StringComparison.Ordinal)); // a lag is no number of files
        using var posted = JsonDocument.Parse(_receiver.Posted.Last());
        Assert.Equal(json, posted.RootElement.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Send_ReceiverStaysAway_FailsAfterItsRetries()
    {
        var time = new SkippingTime();
        var away = new Uri($"http://127.0.0.1:{LoopbackPort.Next()}/{WebhookReceiver.Secret}");
        using var slack = new SlackSender(new WebhookOptions(away) { Retries = 2, Timeout = SkippingTime.Limit }, time);
        var error = await Assert.ThrowsAsync<AlertDeliveryException>(() => slack.SendAsync(Alert, CancellationToken.None));
        Assert.Contains("3 calls", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(WebhookReceiver.Secret, error.ToString(), StringComparison.Ordinal);
        Assert.Equal([1, 2], time.Pauses.Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public async Task Send_Refused_FailsAtOnce_AndNeverShowsTheAddress()
    {
        var spans = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => { lock (spans) { spans.Add(string.Join(' ', activity.TagObjects)); } },
        };
        ActivitySource.AddActivityListener(listener);
        _receiver.Answers.Enqueue((404, null));
        var options = Options();
        using var slack = new SlackSender(options);
        var error = await Assert.ThrowsAsync<AlertDeliveryException>(() => slack.SendAsync(Alert, CancellationToken.None));
        Assert.Equal(HttpStatusCode.NotFound, error.Status);
        Assert.Contains("404", error.Message, StringComparison.Ordinal);
        lock (spans)
        {
            Assert.All([error.ToString(), options.ToString(), .. spans], text => Assert.DoesNotContain(WebhookReceiver.Secret, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task TokenBucket_AfterItsBurst_LetsOneThroughInEachInterval()
    {
        var time = new SkippingTime();
        var bucket = new TokenBucket(3, TimeSpan.FromSeconds(1), time);
        for (var i = 0; i < 10; i++)
        {
            await bucket.TakeAsync(CancellationToken.None);
        }

        Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(1), 7), time.Pauses);
    }

    [Theory]
    [InlineData("http://example.com/hook")]
    [InlineData("ftp://example.com/hook")]
    [InlineData("/hook")]
    public void New_AddressThatIsNotSafe_IsRefusedWithoutShowingIt(string url) =>
        Assert.DoesNotContain("hook", Assert.Throws<ArgumentException>(() => new SlackSender(new WebhookOptions(new Uri(url, UriKind.RelativeOrAbsolute)))).Message.Replace("webhook", "", StringComparison.OrdinalIgnoreCase), StringComparison.Ordinal);

    private WebhookOptions Options() => new(_receiver.Url) { Timeout = SkippingTime.Limit };
}
