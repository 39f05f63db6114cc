// Failures of Snowflake's tasks and pipes to Slack, as a Lambda: SNS topic (or an SQS queue behind it) → this → an incoming webhook. README.md says how to make it.
using AlertLambda;
using CdcToSnowflake.Operations.Failures;

using var runtime = new RuntimeApi(Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API") ?? throw new InvalidOperationException("AWS_LAMBDA_RUNTIME_API isn't set: this program is started by Lambda."));
FailureDesk desk;
try
{
    desk = new FailureDesk(Senders.FromEnvironment(), repeat: TimeSpan.Zero);
}
catch (Exception e) when (e is InvalidOperationException or ArgumentException)
{
    await runtime.FailStartAsync(e);
    return 1;
}

// What the desk remembers lasts as long as this process, which Lambda keeps for the next events: minutes, mostly. So a message that comes twice is told once most times, and at least once always; and nothing is held back for later, when there may be no process to tell it. README.md says why it isn't kept longer.
while (true)
{
    var invocation = await runtime.NextAsync();
    try
    {
        var left = invocation.Deadline - DateTimeOffset.UtcNow - TimeSpan.FromMilliseconds(500);
        using var limit = new CancellationTokenSource(left < TimeSpan.Zero ? TimeSpan.Zero : left > TimeSpan.FromMinutes(15) ? TimeSpan.FromMinutes(15) : left);
        await desk.HandleAllAsync(NotificationReader.Read(invocation.Event), limit.Token);
        await runtime.RespondAsync(invocation.Id);
    }
    catch (Exception e) when (e is NotificationException or AlertDeliveryException or OperationCanceledException)
    {
        await runtime.FailAsync(invocation.Id, e);
    }
}
