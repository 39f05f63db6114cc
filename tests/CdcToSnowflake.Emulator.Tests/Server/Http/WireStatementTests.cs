using CdcToSnowflake.Emulator.Server.Http;
using CdcToSnowflake.Warehouse.SqlApi;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Server.Http;

/// <summary>Running, cancelled and failed statements, and who may run them, through the built-in data source.</summary>
public sealed class WireStatementTests
{
    [Fact]
    public async Task SlowStatement_IsAskedForUntilItEnds()
    {
        await using var wire = new WireServer(client: options => options with { Database = "D" });
        using var writer = wire.Direct();
        writer.Run("CREATE TABLE t (id NUMBER(5,0))");
        writer.Run("BEGIN TRANSACTION; INSERT INTO t VALUES (1)");
        var insert = wire.ScalarAsync("INSERT INTO t VALUES (2)");
        await Waiting.UntilAsync(() => wire.Server.Requests.Count(request => request.Method == "GET") >= 2, () => "its requests");
        Assert.False(insert.IsCompleted);
        writer.Run("COMMIT");
        Assert.Equal(1L, await insert);
        Assert.Single(wire.Submitted);
    }

    [Fact]
    public async Task CancelledStatement_HasNoEffect()
    {
        await using var wire = new WireServer(client: options => options with { Database = "D" });
        using var writer = wire.Direct();
        writer.Run("CREATE TABLE t (id NUMBER(5,0))");
        writer.Run("BEGIN TRANSACTION; INSERT INTO t VALUES (1)");
        using var cancel = new CancellationTokenSource();
        await using var command = wire.Source.CreateCommand("INSERT INTO t VALUES (2)");
        var insert = command.ExecuteNonQueryAsync(cancel.Token);
        await Waiting.UntilAsync(() => wire.Server.Requests.Any(request => request.Method == "GET"), () => "its requests");
        await cancel.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => insert);
        Assert.Contains("was cancelled [query ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("/cancel", wire.Server.Requests[^1].Path, StringComparison.Ordinal);
        writer.Run("COMMIT");
        Assert.Equal("1", writer.One("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public async Task CommandTimeout_EndsTheStatement()
    {
        await using var wire = new WireServer(client: options => options with { Database = "D" });
        using var writer = wire.Direct();
        writer.Run("CREATE TABLE t (id NUMBER(5,0))");
        writer.Run("BEGIN TRANSACTION; INSERT INTO t VALUES (1)");
        await using var command = wire.Source.CreateCommand("INSERT INTO t VALUES (2)");
        command.CommandTimeout = 1;
        var error = await Assert.ThrowsAsync<SnowflakeException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal((630, "57014"), (error.Number, error.SqlState));
    }

    [Fact]
    public async Task Failure_IsTheEmulatorsOwn_WithQueryAndStatement()
    {
        await using var wire = new WireServer();
        using var direct = wire.Direct();
        var expected = direct.Fails("SELECT * FROM missing");
        var error = await Assert.ThrowsAsync<SnowflakeException>(() => wire.ScalarAsync("SELECT * FROM D.PUBLIC.missing"));
        Assert.Equal((expected.Number, expected.SqlState, "SELECT * FROM D.PUBLIC.missing"), (error.Number, error.SqlState, error.Statement));
        Assert.NotNull(error.QueryId);
    }

    [Fact]
    public async Task Transaction_InOneCommand_IsAllOrNothing()
    {
        await using var wire = new WireServer(client: options => options with { Database = "D" });
        using var direct = wire.Direct();
        direct.Run("CREATE TABLE t (id NUMBER(5,0))");
        await using var connection = await wire.Source.OpenConnectionAsync();
        async Task<int> RunAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            var count = command.CreateParameter();
            (count.ParameterName, count.Value) = ("MULTI_STATEMENT_COUNT", 0);
            command.Parameters.Add(count);
            return await command.ExecuteNonQueryAsync();
        }

        Assert.Equal(2, await RunAsync("BEGIN TRANSACTION; INSERT INTO t VALUES (1); INSERT INTO t VALUES (2); COMMIT"));
        var error = await Assert.ThrowsAsync<SnowflakeException>(() => RunAsync("BEGIN TRANSACTION; INSERT INTO t VALUES (3); INSERT INTO t VALUES ('x'); COMMIT"));
        Assert.Equal(100132, error.Number);
        Assert.Equal(["1", "2"], direct.Rows("SELECT id FROM t ORDER BY id"));
    }

    [Fact]
    public async Task Context_IsTheDataSources()
    {
        await using var wire = new WireServer(client: options => options with { Database = "D", Schema = "s", Warehouse = "W", Role = "R", QueryTag = "tag's" });
        using var direct = wire.Direct();
        direct.Run("CREATE SCHEMA \"s\"; CREATE WAREHOUSE w; CREATE ROLE r; GRANT ROLE r TO USER emulator; GRANT USAGE ON WAREHOUSE w TO ROLE r");
        await using var command = wire.Source.CreateCommand("SELECT CURRENT_DATABASE(), CURRENT_SCHEMA(), CURRENT_WAREHOUSE(), CURRENT_ROLE()");
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        Assert.Equal(("D", "s", "W", "R"), (reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)));
        Assert.Contains("\"QUERY_TAG\":\"tag\\u0027s\"", wire.Submitted.Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyPair_OfAnotherKey_IsRefusedOnceAndThenAnError()
    {
        await using var wire = new WireServer();
        wire.Server.AddKey("CDC", System.Security.Cryptography.RSA.Create(2048).ExportSubjectPublicKeyInfoPem());
        var error = await Assert.ThrowsAsync<SnowflakeException>(() => wire.ScalarAsync("SELECT 1"));
        Assert.Equal((390144, "28000"), (error.Number, error.SqlState));
        Assert.Contains("RSA_PUBLIC_KEY_FP = SHA256:", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, wire.Server.Requests.Count);
    }

    [Fact]
    public async Task KeyPair_TokenThatRanOutOnTheWay_IsReplaced()
    {
        // The server's clock gets half an hour ahead of the client's, which so doesn't know that its token has ended.
        var server = new FakeTimeProvider(SteppingClock.Start);
        var client = new SteppingClock();
        await using var wire = new WireServer(new EmulatorServerOptions { Clock = server }, clock: client);
        Assert.Equal(1L, await wire.ScalarAsync("SELECT 1"));
        server.Advance(TimeSpan.FromMinutes(75));
        client.Ahead = TimeSpan.FromMinutes(44);
        var before = wire.Server.Requests.Count;
        Assert.Equal(2L, await wire.ScalarAsync("SELECT 2"));
        Assert.Equal([null, "true"], wire.Server.Requests.Skip(before).Where(request => request.Method == "POST").Select(request => request.Query.GetValueOrDefault("retry")));
        // Another hour later it renews by itself: nothing is refused.
        server.Advance(TimeSpan.FromMinutes(60));
        client.Ahead = TimeSpan.FromMinutes(104);
        before = wire.Server.Requests.Count;
        Assert.Equal(3L, await wire.ScalarAsync("SELECT 3"));
        Assert.Single(wire.Server.Requests.Skip(before), request => request.Method == "POST");
    }

    [Fact]
    public async Task OAuthToken_ThatEnded_IsAskedForAnew()
    {
        var asked = 0;
        await using var wire = new WireServer(client: options => options with
        {
            Authenticator = SnowflakeAuthenticator.OAuth,
            TokenProvider = _ => ValueTask.FromResult(++asked == 1 ? "old" : "new"),
        });
        wire.Server.AddOAuthToken("old", DateTimeOffset.UtcNow.AddHours(-1));
        wire.Server.AddOAuthToken("new");
        Assert.Equal(1L, await wire.ScalarAsync("SELECT 1"));
        Assert.Equal(["OAUTH"], wire.Server.Requests.Select(request => request.Headers["X-Snowflake-Authorization-Token-Type"]).Distinct());
    }

    [Fact]
    public async Task ProgrammaticAccessToken_IsTaken()
    {
        await using var wire = new WireServer(client: options => options with { Authenticator = SnowflakeAuthenticator.ProgrammaticAccessToken, TokenProvider = _ => ValueTask.FromResult("pat") });
        wire.Server.AddProgrammaticAccessToken("pat");
        Assert.Equal(1L, await wire.ScalarAsync("SELECT 1"));
    }

    [Fact]
    public async Task Dispose_WithAStatementThatRuns_EndsIt()
    {
        var wire = new WireServer(client: options => options with { Database = "D", MaxRetries = 0 });
        using var writer = wire.Direct();
        writer.Run("CREATE TABLE t (id NUMBER(5,0))");
        writer.Run("BEGIN TRANSACTION; INSERT INTO t VALUES (1)");
        var insert = wire.ScalarAsync("INSERT INTO t VALUES (2)");
        await Waiting.UntilAsync(() => wire.Server.Requests.Any(request => request.Method == "GET"), () => "its requests");
        await wire.Server.DisposeAsync();
        await Assert.ThrowsAsync<SnowflakeException>(() => insert);
        writer.Dispose();
        await wire.DisposeAsync();
    }

    /// <summary>Tells the time that the test sets; waits are real.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        public static DateTimeOffset Start { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => Start + Ahead;
    }
}
