using System.Net;
using System.Text;
using System.Text.Json;
using CdcToSnowflake.Emulator.Server.Http;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Manual;

/// <summary>How long the server holds a request, and how it answers then; each test's name begins with its page's title.</summary>
public sealed class SqlApiHoldPagesTests : IAsyncLifetime
{
    private static readonly Uri Root = new("api/v2/statements", UriKind.Relative);

    private readonly SnowflakeEmulator _emulator = new();
    private readonly System.Data.Common.DbConnection _writer;

    public SqlApiHoldPagesTests()
    {
        _writer = _emulator.OpenIn();
        _writer.Run("CREATE TABLE t (id NUMBER(5,0)); BEGIN TRANSACTION; INSERT INTO t VALUES (1)");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task SubmittingARequestToExecuteSqlStatements_AStatementLongerThan45Seconds_IsAnsweredThenWith202()
    {
        var clock = new HeldClock();
        await using var server = Start(new EmulatorServerOptions { Clock = clock });
        using var http = Client(server);
        using var content = Insert();
        var answer = http.PostAsync(Root, content, Cancellation);
        Assert.Equal(TimeSpan.FromSeconds(45), await clock.Holds.WaitAsync(TimeSpan.FromMinutes(2), Cancellation));
        clock.Advance(TimeSpan.FromSeconds(45));
        using var accepted = await answer;
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
    }

    [Fact]
    public async Task HandlingResponses_SlowStatement_IsAnsweredWith202AndThenByItsHandle()
    {
        await using var server = Start(new EmulatorServerOptions { HoldTime = TimeSpan.Zero });
        using var http = Client(server);
        using var content = Insert();
        using var accepted = await http.PostAsync(Root, content, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        using var body = JsonDocument.Parse(await accepted.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(["code", "message", "statementHandle", "statementStatusUrl"], body.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Equal("333334", body.RootElement.GetProperty("code").GetString());
        var status = new Uri(body.RootElement.GetProperty("statementStatusUrl").GetString()!, UriKind.Relative);
        Assert.Equal(HttpStatusCode.Accepted, (await http.GetAsync(status, Cancellation)).StatusCode);
        _writer.Run("COMMIT");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        HttpResponseMessage answer;
        do
        {
            answer = await http.GetAsync(status, limit.Token);
        }
        while (answer.StatusCode == HttpStatusCode.Accepted);
        using var result = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("""{"numRowsInserted":1,"numRowsUpdated":0,"numRowsDeleted":0,"numDuplicateRowsUpdated":0}""", result.RootElement.GetProperty("stats").GetRawText());
    }

    private SnowflakeEmulatorServer Start(EmulatorServerOptions options)
    {
        var server = SnowflakeEmulatorServer.Start(_emulator, options);
        server.AddOAuthToken("good");
        return server;
    }

    private static HttpClient Client(SnowflakeEmulatorServer server)
    {
        var http = new HttpClient { BaseAddress = server.Endpoint };
        http.DefaultRequestHeaders.Add("Authorization", "Bearer good");
        return http;
    }

    private static StringContent Insert() => new("""{"statement":"INSERT INTO t VALUES (2)","database":"D"}""", Encoding.UTF8, "application/json");

    /// <summary>Tells how long the first wait on it is to be.</summary>
    private sealed class HeldClock : FakeTimeProvider
    {
        private readonly TaskCompletionSource<TimeSpan> _holds = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<TimeSpan> Holds => _holds.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _holds.TrySetResult(dueTime);
            return timer;
        }
    }
}
