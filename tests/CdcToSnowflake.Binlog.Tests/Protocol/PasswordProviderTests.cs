using CdcToSnowflake.Binlog.Protocol;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

/// <summary>What gives passwords (a token service, a secret's store) may fail or be slow for a moment, too.</summary>
public sealed class PasswordProviderTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_ProviderFailsAtAReconnection_IsAskedAgain()
    {
        var streams = 0;
        await using var server = new FakeServer(async session =>
        {
            await session.ToDumpAsync();
            if (++streams == 2)
                await session.SendAsync(FakeServer.Error(1236, "Could not find first log file name in binary log index file"));
        });
        var asked = 0;
        await using var client = new BinlogClient(server.Options with
        {
            ReconnectFor = TimeSpan.FromMinutes(5),
            PasswordProvider = _ => ++asked == 2 ? throw new InvalidOperationException("a-secret-of-the-provider") : new(FakeServer.Password),
        });

        await Assert.ThrowsAsync<BinlogPositionException>(async () =>
        {
            await foreach (var batch in client.ReadAsync(null, Cancelled))
                Assert.Fail($"The server sent nothing, yet there is {batch.Kind}.");
        });

        Assert.Equal((3, 2), (asked, streams));
    }

    [Fact]
    public async Task OpenAsync_ProviderFails_IsAConnectionErrorThatNamesItsType()
    {
        await using var client = new BinlogClient(new BinlogClientOptions { User = "u", PasswordProvider = _ => throw new InvalidOperationException("a-secret-of-the-provider") });

        var error = await Assert.ThrowsAsync<BinlogConnectionException>(() => client.InspectAsync(Cancelled));

        Assert.Contains("InvalidOperationException", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_ProviderNeverAnswers_IsATimeOutThatNamesIt_AndMayBeCancelled()
    {
        var options = new BinlogClientOptions { User = "u", ConnectTimeout = TimeSpan.FromMilliseconds(50), PasswordProvider = _ => new(new TaskCompletionSource<string>().Task) };
        await using var client = new BinlogClient(options);

        Assert.Contains("PasswordProvider", (await Assert.ThrowsAsync<BinlogTimeoutException>(() => client.InspectAsync(Cancelled))).Message, StringComparison.Ordinal);

        using var stop = new CancellationTokenSource();
        await using var patient = new BinlogClient(options with { ConnectTimeout = TimeSpan.FromHours(1) });
        var asking = patient.InspectAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task OpenAsync_SlowProvider_TheServerHasItsWholeTimeStill()
    {
        var clock = new SilenceClock();
        var almost = TimeSpan.FromSeconds(14);
        await using var server = new FakeServer(async session =>
        {
            clock.Advance(almost);
            await session.ToDumpAsync();
        });
        var options = server.Options with
        {
            Clock = clock,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PasswordProvider = _ =>
            {
                clock.Advance(almost);
                return new(FakeServer.Password);
            },
        };

        await using var stream = await BinlogStream.OpenAsync(options, null, Cancelled);
    }
}
