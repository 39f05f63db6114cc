using CdcToSnowflake.Capture;

namespace CdcToSnowflake.Tests.Capture;

public sealed class StatementTokenTests
{
    [Fact]
    public async Task Cancel_CallbackThrows_IsCancelledAndTheCallerHearsNothing()
    {
        using var caller = new CancellationTokenSource();
        using var statement = new StatementToken(caller.Token);
        using var thrown = statement.Token.Register(() => throw new System.Net.Sockets.SocketException(107));
        await caller.CancelAsync();
        Assert.True(statement.Token.IsCancellationRequested);
    }

    [Fact]
    public void Token_CallerHasCancelled_IsCancelled()
    {
        using var statement = new StatementToken(new CancellationToken(canceled: true));
        Assert.True(statement.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Cancel_StatementIsOver_TouchesNothing()
    {
        using var caller = new CancellationTokenSource();
        new StatementToken(caller.Token).Dispose();
        await caller.CancelAsync();
    }
}
