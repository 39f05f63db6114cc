using CdcToSnowflake.Tests.Warehouse.SqlApi.Documented;
using CdcToSnowflake.Warehouse;
using CdcToSnowflake.Warehouse.SqlApi;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Warehouse.SqlApi;

/// <summary>"Submitting a request to execute SQL statements", resubmitting; "Response codes for all operations".</summary>
public sealed class RetryTests : IDisposable
{
    private static readonly string Good = DataSourceTests.Result([["A", "fixed"]], [["1"]]);

    private ScriptedSource _scripted = new();

    private ScriptedServer Server => _scripted.Server;

    public void Dispose() => _scripted.Dispose();

    [Fact]
    public async Task SubmittingARequestToExecuteSqlStatements_Resubmitting_IsSentAgainUnderTheSameIdWithRetry()
    {
        Server.Break()
            .Break(new IOException("reset"))
            .Answer(429, Example.Text("429.json"))
            .Answer(500, "<html>oops</html>")
            .Answer(502, "")
            .Answer(503, "{}")
            .Answer(200, Good[..20]) // an answer that breaks off
            .Answer(200, Good);
        Assert.Equal(1m, await ScalarAsync());
        Assert.Equal(8, Server.Requests.Count);
        var queries = Server.Requests.Select(request => request.Query.TrimStart('?')).ToList();
        var id = queries[0].Split('&')[0];
        Assert.Equal($"{id}&async=true", queries[0]);
        Assert.All(queries.Skip(1), query => Assert.Equal($"{id}&async=true&retry=true", query));
        Assert.Single(Server.Requests.Select(request => request.Body).Distinct());
        // Exponential with jitter: each pause within half of its bound and the bound.
        Assert.Equal(7, _scripted.Clock.Waits.Count);
        Assert.All(_scripted.Clock.Waits.Select((wait, i) => (wait, Bound: TimeSpan.FromSeconds(0.25 * Math.Pow(2, i)))), pause => Assert.InRange(pause.wait, pause.Bound / 2, pause.Bound));
    }

    [Fact]
    public async Task TwoStatements_HaveTwoIds()
    {
        Server.Answer(200, Good).Answer(200, Good);
        await ScalarAsync();
        await ScalarAsync();
        Assert.Equal(2, Server.Requests.Select(request => request.Query).Distinct().Count());
    }

    [Fact]
    public async Task RetryAfter_InSecondsOrAsADate_IsWaitedFor()
    {
        Server.Answer(429, Example.Text("429.json"), response => response.Headers.Add("Retry-After", "7"))
            .Answer(503, "{}", response => response.Headers.Add("Retry-After", _scripted.Clock.GetUtcNow().AddSeconds(20).ToString("R", null)))
            .Answer(200, Good);
        await ScalarAsync();
        Assert.Equal(TimeSpan.FromSeconds(7), _scripted.Clock.Waits[0]);
        Assert.Equal(TimeSpan.FromSeconds(20), _scripted.Clock.Waits[1]);
    }

    [Theory]
    [InlineData(429, "53000", "Too many requests.")]
    [InlineData(503, "08006", "HTTP 503")]
    [InlineData(0, "08006", "The connection broke.")]
    public async Task Retries_ThatAllFail_EndInAnErrorThatSaysTheFateIsUnknown(int status, string sqlState, string text)
    {
        Use(options => options with { MaxRetries = 2 });
        for (var i = 0; i < 3; i++)
        {
            _ = status == 0 ? Server.Break() : Server.Answer(status, status == 429 ? Example.Text("429.json") : "{}");
        }

        var error = await Assert.ThrowsAsync<SnowflakeException>(ScalarAsync);
        Assert.Equal((3, sqlState, "INSERT INTO t SELECT '…'"), (Server.Requests.Count, error.SqlState, error.Statement));
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.Contains("look into QUERY_HISTORY before it runs again", error.Message, StringComparison.Ordinal);
        Assert.Equal(status == 429 ? 390505 : 0, error.Number);
    }

    [Fact]
    public async Task Retries_EndWhenTheirTimeIsUp()
    {
        Use(options => options with { MaxRetries = int.MaxValue, RetryTimeout = TimeSpan.FromSeconds(10) });
        for (var i = 0; i < 100; i++)
        {
            Server.Answer(503, "{}");
        }

        await Assert.ThrowsAsync<SnowflakeException>(ScalarAsync);
        Assert.InRange(_scripted.Clock.Waits.Sum(wait => wait.TotalSeconds), 2, 10);
    }

    [Theory]
    [InlineData(400, "400.json", 390142)]
    [InlineData(422, "422.json", 904)]
    [InlineData(422, "multiple-422.json", 100132)]
    [InlineData(403, null, 0)]
    [InlineData(404, null, 0)]
    [InlineData(405, null, 0)]
    [InlineData(408, "202.json", 333334)]
    public async Task WhatWillNotPass_IsNotSentAgain(int status, string? example, int number)
    {
        Server.Answer(status, example is null ? "" : Example.Text(example));
        var error = await Assert.ThrowsAsync<SnowflakeException>(ScalarAsync);
        Assert.Equal((1, number), (Server.Requests.Count, error.Number));
    }

    /// <summary>A gateway's 408 is a broken connection; Snowflake's own, with a handle, is the statement's end.</summary>
    [Fact]
    public async Task RequestTimeout_WithoutAStatement_IsSentAgain()
    {
        Server.Answer(408, "").Answer(200, Good);
        Assert.Equal(1m, await ScalarAsync());
        Assert.Equal(2, Server.Requests.Count);
    }

    [Fact]
    public async Task Token_Refused_IsAskedForOnceMore()
    {
        Server.Answer(401, Example.Text("401.json")).Answer(200, Good);
        Assert.Equal(1m, await ScalarAsync());
        Assert.Equal(["Bearer token1", "Bearer token2"], Server.Requests.Select(request => request.Headers["Authorization"]));
        Assert.Single(Server.Requests.Select(request => request.Query.Split('&')[0]).Distinct());
    }

    [Fact]
    public async Task Token_RefusedTwice_IsAnErrorThatSaysWhatToCheck()
    {
        Server.Answer(401, Example.Text("401.json")).Answer(401, Example.Text("401.json"));
        var error = await Assert.ThrowsAsync<SnowflakeException>(ScalarAsync);
        Assert.Equal((390303, "28000"), (error.Number, error.SqlState));
        Assert.Contains("Check the token", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("token1", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokenProvider_ThatGivesNone_IsAnErrorBeforeAnythingIsSent()
    {
        Use(options => options with { TokenProvider = _ => ValueTask.FromResult("a\r\nb") });
        Assert.Equal("08006", (await Assert.ThrowsAsync<SnowflakeException>(ScalarAsync)).SqlState);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task TokenProvider_ThatFailsOnceWhileAStatementRuns_IsAskedAgainAndTheStatementGoesOn()
    {
        var asked = 0;
        Use(options => options with { TokenProvider = _ => ++asked == 2 ? throw new TaskCanceledException("The provider's own limit.") : ValueTask.FromResult("t") });
        Server.Answer(202, Example.Text("202.json")).Answer(200, Good);
        Assert.Equal(1m, await ScalarAsync());
        Assert.Equal(2, Server.Requests.Count);
    }

    [Fact]
    public async Task TokenProvider_ThatKeepsFailing_IsAnErrorThatPasses()
    {
        Use(options => options with { TokenProvider = _ => throw new TaskCanceledException("secret") });
        var error = await Assert.ThrowsAsync<SnowflakeException>(ScalarAsync);
        Assert.Equal("08006", error.SqlState);
        Assert.IsType<TaskCanceledException>(error.InnerException);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task TokenProvider_WhenTheCallerCancels_IsCancelled()
    {
        using var cancel = new CancellationTokenSource();
        Use(options => options with
        {
            TokenProvider = token =>
            {
                cancel.Cancel();
                token.ThrowIfCancellationRequested();
                throw new OperationCanceledException();
            },
        });
        await using var command = _scripted.Source.CreateCommand("SELECT 1");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteScalarAsync(cancel.Token));
    }

    [Fact]
    public async Task Server_ThatFallsSilent_IsGivenUpAndAskedAgain()
    {
        var clock = new FakeTimeProvider();
        using var server = new ScriptedServer();
        server.Then(async cancelled =>
        {
            await Task.Delay(Timeout.Infinite, cancelled);
            throw new InvalidOperationException("unreachable");
        }).Answer(200, Good);
        using var http = new HttpClient(server) { Timeout = Timeout.InfiniteTimeSpan };
        using var source = new SnowflakeSqlApiDataSource(
            new SnowflakeSqlApiOptions { Account = "a", Authenticator = SnowflakeAuthenticator.OAuth, TokenProvider = _ => ValueTask.FromResult("t") }, http, clock);
        await using var command = source.CreateCommand("SELECT 1");
        var scalar = command.ExecuteScalarAsync();
        clock.Advance(TimeSpan.FromSeconds(74));
        Assert.Single(server.Requests);
        // Not beyond the second request: on a busy machine its answer would be late by this clock.
        while (server.Requests.Count < 2 && !scalar.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.Equal(1m, await scalar);
        Assert.EndsWith("&retry=true", server.Requests[1].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Response_LargerThanAllowed_IsNotAskedForAgain()
    {
        Use(options => options with { MaxPartitionBytes = 100 });
        Server.Answer(200, Good);
        var error = await Assert.ThrowsAsync<SnowflakeException>(ScalarAsync);
        Assert.Contains("MaxPartitionBytes", error.Message, StringComparison.Ordinal);
        Assert.Single(Server.Requests);
    }

    private void Use(Func<SnowflakeSqlApiOptions, SnowflakeSqlApiOptions> change)
    {
        _scripted.Dispose();
        _scripted = new ScriptedSource(change);
    }

    private async Task<object?> ScalarAsync()
    {
        await using var command = _scripted.Source.CreateCommand("INSERT INTO t SELECT 'a secret'");
        return await command.ExecuteScalarAsync();
    }
}
