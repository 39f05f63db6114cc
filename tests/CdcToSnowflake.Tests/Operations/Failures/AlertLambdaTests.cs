namespace CdcToSnowflake.Tests.Operations.Failures;

/// <summary>The sample's function as Lambda runs it: a process that asks the runtime API for events.</summary>
public sealed class AlertLambdaTests : IDisposable
{
    private readonly WebhookReceiver _slack = new();

    public void Dispose() => _slack.Dispose();

    [Fact]
    public async Task Events_OfTopicAndQueue_ReachSlack_AndWhatCantBeReadIsGivenBack()
    {
        await using var lambda = new LambdaRuntime(new Dictionary<string, string> { ["SLACK_WEBHOOK"] = _slack.Url.AbsoluteUri });
        await AssertTakenAsync(lambda);
    }

    // As it is deployed: without reflection and without what the trimmer takes away.
    [Fact]
    public async Task Events_OfTheNativeBinary_ReachSlackAsWell()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows() || LambdaBinary.HasLinker, "Neither clang nor gcc is there to link a native program.");
        using var folder = new TemporaryFolder();
        await using var lambda = new LambdaRuntime(new Dictionary<string, string> { ["SLACK_WEBHOOK"] = _slack.Url.AbsoluteUri }, await LambdaBinary.PublishAsync(folder.Path));
        await AssertTakenAsync(lambda);
    }

    private async Task AssertTakenAsync(LambdaRuntime lambda)
    {
        Assert.Equal(("POST /2018-06-01/runtime/invocation/r-1/response", "{}"), await lambda.InvokeAsync("r-1", Examples.SnsEvent(Examples.Task)));
        Assert.Contains("AWS_UTEN_DPO_DB.AWS_UTEN_SC.UTEN_AWS_TK1 fails", Assert.Single(_slack.Posted), StringComparison.Ordinal);

        Assert.Equal("POST /2018-06-01/runtime/invocation/r-2/response", (await lambda.InvokeAsync("r-2", Examples.SqsEvent(Examples.Envelope(Examples.Task)))).Path);
        Assert.Single(_slack.Posted); // the same message again

        // Another failure, though so soon: nobody would tell it later.
        var more = Examples.Task.Replace("3ff1eff0-7ad7-493c-9552-c0307087e0c6", "another", StringComparison.Ordinal);
        Assert.Equal("POST /2018-06-01/runtime/invocation/r-2b/response", (await lambda.InvokeAsync("r-2b", Examples.SnsEvent(more))).Path);
        Assert.Equal(2, _slack.Posted.Count);

        var (path, body) = await lambda.InvokeAsync("r-3", "{\"Records\":[{\"body\":\"{hello\"}]}");
        Assert.Equal("POST /2018-06-01/runtime/invocation/r-3/error Runtime.NotificationException", path);
        Assert.Contains("isn't sound JSON", body.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);

        _slack.Answers.Enqueue((404, null));
        Assert.Equal("POST /2018-06-01/runtime/invocation/r-4/error Runtime.AlertDeliveryException", (await lambda.InvokeAsync("r-4", Examples.SnsEvent(Examples.Pipe))).Path);
        Assert.Equal("POST /2018-06-01/runtime/invocation/r-5/response", (await lambda.InvokeAsync("r-5", Examples.SnsEvent(Examples.Pipe))).Path);
        Assert.Contains("MYDB.MYSCHEMA.MYPIPE fails", _slack.Posted.Last(), StringComparison.Ordinal);

        Assert.Equal("POST /2018-06-01/runtime/invocation/r-6/response", (await lambda.InvokeAsync("r-6", Examples.SnsEvent(Examples.Graph))).Path);
        Assert.Contains("UTEN_AWS_TK1 works again", _slack.Posted.Last(), StringComparison.Ordinal);
        Assert.DoesNotContain(WebhookReceiver.Secret, lambda.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SLACK_WEBHOOK", "")]
    [InlineData("SLACK_WEBHOOK", "http://example.com/hush")]
    public async Task Start_NobodyIsTold_SaysSoAndEnds(string variable, string value)
    {
        await using var lambda = new LambdaRuntime(new Dictionary<string, string> { [variable] = value });
        var (path, body) = await lambda.AnswerAsync();
        Assert.StartsWith("POST /2018-06-01/runtime/init/error Runtime.", path, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", body, StringComparison.Ordinal);
        Assert.Equal(1, await lambda.ExitAsync());
    }
}
