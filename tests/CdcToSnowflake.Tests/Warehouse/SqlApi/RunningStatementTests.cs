using System.Data.Common;
using CdcToSnowflake.Tests.Warehouse.SqlApi.Documented;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Tests.Warehouse.SqlApi;

/// <summary>"Handling responses": 202 and asking again; "Canceling the execution of a SQL statement".</summary>
public sealed class RunningStatementTests : IDisposable
{
    private const string Handle = "019c06a4-0000-df4f-0000-00100006589e";

    private readonly ScriptedSource _scripted = new();

    private ScriptedServer Server => _scripted.Server;

    public void Dispose() => _scripted.Dispose();

    [Fact]
    public async Task HandlingResponses_Accepted_IsAskedForByItsHandleUntilItEnds()
    {
        Server.Answer(202, Example.Text("202.json")).Answer(202, Example.Text("202.json")).Break().Answer(429, Example.Text("429.json")).Answer(202, Example.Text("202.json"))
            .Answer(200, DataSourceTests.Result([["A", "fixed"]], [["1"]], handle: Handle));
        await using var command = _scripted.Source.CreateCommand("SELECT 1");
        Assert.Equal(1m, await command.ExecuteScalarAsync());
        Assert.Equal(6, Server.Requests.Count);
        Assert.All(Server.Requests.Skip(1), request => Assert.Equal(("GET", $"/api/v2/statements/{Handle}"), (request.Method, request.Path)));
    }

    [Fact]
    public async Task HandlingResponses_TooManyRequestsWhileItRuns_IsAskedForUntilItEnds()
    {
        Server.Answer(202, Example.Text("202.json"));
        Server.Answer(429, Example.Text("202.json"), response => response.Headers.Add("Retry-After", "9"));
        for (var i = 1; i < 20; i++)
        {
            Server.Answer(429, Example.Text("202.json"));
        }

        Server.Answer(200, DataSourceTests.Result([["A", "fixed"]], [["1"]], handle: Handle));
        await using var command = _scripted.Source.CreateCommand("SELECT 1");
        Assert.Equal(1m, await command.ExecuteScalarAsync());
        Assert.Equal(22, Server.Requests.Count);
        Assert.Equal(TimeSpan.FromSeconds(9), _scripted.Clock.Waits[1]);
        Assert.All(_scripted.Clock.Waits.Skip(2), wait => Assert.InRange(wait, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Accepted_ThenFailed_IsTheStatementsError()
    {
        Server.Answer(202, Example.Text("202.json")).Answer(422, Example.Text("422.json"));
        await using var command = _scripted.Source.CreateCommand("SELECT 1");
        Assert.Equal(904, (await Assert.ThrowsAsync<SnowflakeException>(() => command.ExecuteScalarAsync())).Number);
    }

    [Fact]
    public async Task CancelingTheExecutionOfASqlStatement_WhileItRuns_IsCancelledInSnowflakeToo()
    {
        using var cancel = new CancellationTokenSource();
        Server.Answer(202, Example.Text("202.json")).Then(_ =>
        {
            cancel.Cancel();
            throw new OperationCanceledException(cancel.Token);
        }).Answer(200, Example.Text("cancel-200.json"));
        await using var command = _scripted.Source.CreateCommand("SELECT 1");
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteScalarAsync(cancel.Token));
        Assert.Contains("was cancelled [query " + Handle, error.Message, StringComparison.Ordinal);
        Assert.Equal(("POST", $"/api/v2/statements/{Handle}/cancel"), (Server.Requests[^1].Method, Server.Requests[^1].Path));
    }

    /// <summary>The handle isn't known yet: the answer is waited for, and then it is.</summary>
    [Fact]
    public async Task Cancelled_WhileItIsSubmitted_IsCancelledAsSoonAsItsHandleIsKnown()
    {
        using var cancel = new CancellationTokenSource();
        Server.Then(async _ =>
        {
            await cancel.CancelAsync();
            return new HttpResponseMessage(System.Net.HttpStatusCode.Accepted) { Content = new StringContent(Example.Text("202.json")) };
        }).Answer(200, Example.Text("cancel-200.json"));
        using var http = new HttpClient(Server);
        using var source = new CdcToSnowflake.Warehouse.SqlApi.SnowflakeSqlApiDataSource(
            new() { Account = "a", Authenticator = CdcToSnowflake.Warehouse.SqlApi.SnowflakeAuthenticator.OAuth, TokenProvider = _ => ValueTask.FromResult("t") }, http);
        await using var command = source.CreateCommand("SELECT 1");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteScalarAsync(cancel.Token));
        Assert.Equal(2, Server.Requests.Count);
        Assert.EndsWith("/cancel", Server.Requests[^1].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelled_TooLate_SaysThatItMayHaveEnded()
    {
        using var cancel = new CancellationTokenSource();
        Server.Answer(202, Example.Text("202.json")).Then(_ =>
        {
            cancel.Cancel();
            throw new OperationCanceledException(cancel.Token);
        }).Answer(422, Example.Text("cancel-422.json"));
        await using var command = _scripted.Source.CreateCommand("SELECT 1");
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteScalarAsync(cancel.Token));
        Assert.Contains("it may have ended before", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelMethod_FromAnotherThread_CancelsTheStatement()
    {
        DbCommand? command = null;
        Server.Answer(202, Example.Text("202.json")).Then(token =>
        {
            command!.Cancel();
            token.ThrowIfCancellationRequested();
            throw new InvalidOperationException("Cancel did nothing.");
        }).Answer(200, Example.Text("cancel-200.json"));
        await using var connection = await _scripted.Source.OpenConnectionAsync();
        command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        await using (command)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteScalarAsync());
        }

        Assert.EndsWith("/cancel", Server.Requests[^1].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelledBeforehand_SendsNothing()
    {
        await using var command = _scripted.Source.CreateCommand("SELECT 1");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteScalarAsync(new CancellationToken(true)));
        Assert.Empty(Server.Requests);
    }
}
