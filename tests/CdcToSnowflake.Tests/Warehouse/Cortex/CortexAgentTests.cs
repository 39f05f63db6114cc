using System.Text.Json.Nodes;
using CdcToSnowflake.Tests.Warehouse.Cortex.Documented;
using CdcToSnowflake.Tests.Warehouse.SqlApi;
using CdcToSnowflake.Warehouse.Cortex;
using CdcToSnowflake.Warehouse.Cortex.Events;
using CdcToSnowflake.Warehouse.SqlApi;

namespace CdcToSnowflake.Tests.Warehouse.Cortex;

/// <summary>"Cortex Agents Run API" and "Threads API", against a server on loopback that speaks as they show.</summary>
public sealed class CortexAgentTests : IAsyncDisposable
{
    private static readonly CortexAgentOptions View = new() { SemanticView = "db.schema.semantic_view" };

    private readonly CortexStandIn _server = new();
    private readonly InstantClock _clock = new();
    private int _tokens;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task AskAsync_DocumentedRun_GivesTextSqlAndRows()
    {
        _server.Stream(Example.Text("run.sse"));
        using CortexAgent agent = Agent(View);

        CortexAnswer answer = await agent.AskAsync("What is the total revenue for 2023?", cancellationToken: Cancelled);

        Assert.Equal("Lorem ipsum dolor...", answer.Text);
        Assert.Equal("SELECT...", answer.Sql);
        CortexQuery query = Assert.Single(answer.Queries);
        Assert.Equal(("This...", "707787a0-a684-4ead-adb0-3c3b62b043d9", false), (query.Explanation, query.QueryId, query.IsVerified));
        Assert.Equal(["my_column", "my_other_column"], answer.Rows!.Columns);
        Assert.Equal([["row1 col1", "row1 col2"], ["row2 col1", "row2 col2"]], answer.Rows.Rows);
        Assert.True(answer.Rows.IsComplete);
        Assert.Equal(["What..."], answer.Suggestions);
        Assert.Equal([new CortexWarning("Unable to fetch tools from MCP server 'foo'. Response quality may be degraded.", "003001")], answer.Warnings);
        Assert.Equal((new CortexThread(4264, 83473), "4264-83472", "completed", false), (answer.Thread, answer.RunId, answer.Status, answer.IsQuestion));
    }

    [Fact]
    public async Task RunAsync_DocumentedRun_TellsEachEventAsWhatItIs()
    {
        _server.Stream(Example.Text("run.sse"));
        using CortexAgent agent = Agent(View);

        List<CortexEvent> events = await EventsAsync(agent);

        Assert.Equal(
            [
                typeof(CortexMessageEvent), typeof(CortexStatusEvent), typeof(CortexThinkingEvent), typeof(CortexThinkingEvent), typeof(CortexThinkingEvent), typeof(CortexToolUseEvent), typeof(CortexStatusEvent),
                typeof(CortexAnalystEvent), typeof(CortexToolResultEvent), typeof(CortexTableEvent), typeof(CortexChartEvent), typeof(CortexWarningEvent), typeof(CortexTextEvent), typeof(CortexEvent), typeof(CortexTextEvent),
                typeof(CortexMessageEvent), typeof(CortexAnswerEvent),
            ],
            events.Select(told => told.GetType()));
        Assert.Equal(("user", 83472, "4264-83472"), events[0] is CortexMessageEvent message ? (message.Role, message.MessageId, message.RunId) : default);
        Assert.Equal(("planning", "Planning the next steps", null), events[1] is CortexStatusEvent status ? (status.Status, status.Message, status.ToolUseId) : default);
        Assert.Equal(("\nThe user is asking for a", true), events[2] is CortexThinkingEvent thought ? (thought.Text, thought.IsDelta) : default);
        Assert.Equal(("toolu_123", "cortex_analyst_text_to_sql", "my_cortex_analyst_semantic_view"), events[5] is CortexToolUseEvent use ? (use.ToolUseId, use.Kind, use.Tool) : default);
        Assert.Equal("toolu_123", (events[6] as CortexStatusEvent)?.ToolUseId);
        Assert.Equal(("success", null), events[8] is CortexToolResultEvent result ? (result.Status, result.Query) : default);
        Assert.Equal(("Revenue by Month", "6ac75378-6337-48a6-80ab-6de48dd680eb", 2), events[9] is CortexTableEvent table ? (table.Title, table.QueryId, table.Rows.Rows.Count) : default);
        Assert.Contains("vega-lite", (events[10] as CortexChartEvent)?.Specification, StringComparison.Ordinal);
        Assert.Equal(("Hello", true, 5), events[12] is CortexTextEvent text ? (text.Text, text.IsDelta, text.ContentIndex) : default);
        // Not known to the client, and kept as it came.
        Assert.Equal("response.text.annotation", events[13].Name);
        Assert.Contains("\"doc_title\":\"Earnings Report\"", events[13].Json, StringComparison.Ordinal);
    }

    // As a network may cut them, within a letter too; and as the standard of server-sent events lets a server write them.
    [Theory]
    [InlineData(1, "\n")]
    [InlineData(7, "\n")]
    [InlineData(64, "\r\n")]
    [InlineData(3, "\r")]
    [InlineData(1, "\r\n")]
    public async Task RunAsync_EventsInAnyPiecesAndLineEnds_AreTheSame(int pieceLength, string lineEnd)
    {
        const string Events = """
            : a comment, to keep the connection
            event: response.text.delta
            id: 7
            retry: 1000
            data: {"content_index":0,
            data:"text":"日本 🍜"}

            event: ping

            event: brand.new
            data: not JSON at all

            data: of no name

            event: response
            data: {"role":"assistant","content":[{"type":"text","text":"日本 🍜"}]}


            """;
        _server.Stream(Events.ReplaceLineEndings(lineEnd), pieceLength);
        using CortexAgent agent = Agent(View);

        List<CortexEvent> events = await EventsAsync(agent);

        Assert.Equal(["response.text.delta", "brand.new", "message", "response"], events.Select(told => told.Name));
        Assert.Equal("日本 🍜", (events[0] as CortexTextEvent)?.Text);
        Assert.Equal("not JSON at all", events[1].Json);
        Assert.Equal("日本 🍜", (events[3] as CortexAnswerEvent)?.Answer.Text);
    }

    [Fact]
    public async Task AskAsync_AnswerInOnePiece_IsReadToo()
    {
        _server.Answer(200, Example.Text("non-streaming.json"));
        using CortexAgent agent = Agent(View);

        CortexAnswer answer = await agent.AskAsync("types?", cancellationToken: Cancelled);

        Assert.Equal("Based on the data available, there are 2 main types of products...", answer.Text);
        Assert.Equal(("WITH __table_a AS (...) SELECT ...", "<query_id>"), (answer.Sql, answer.Queries[0].QueryId));
        Assert.Equal([["Electronics", "3", "3"], ["Furniture", "2", "2"]], answer.Rows!.Rows);
        Assert.Equal("399569", Assert.Single(answer.Warnings).Code);
    }

    [Fact]
    public async Task AskAsync_TypedRows_AreValues()
    {
        _server.Stream(Response("""{"sql":"SELECT 1","result_set":{"statementHandle":"h","resultSetMetaData":{"numRows":1,"rowType":[{"name":"N","type":"fixed","precision":12,"scale":2},{"name":"D","type":"date"},{"name":"B","type":"boolean"},{"name":"X","type":"text"}]},"data":[["12.50","20454","true",null]]}}"""));
        using CortexAgent agent = Agent(View);

        CortexAnswer answer = await agent.AskAsync("?", cancellationToken: Cancelled);

        Assert.Equal([12.50m, new DateTime(2026, 1, 1), true, null], answer.Rows!.Rows[0]);
    }

    [Fact]
    public async Task AskAsync_SqlInPieces_IsPutTogether()
    {
        _server.Stream(Delta("""{"sql":"SELECT "}""") + Delta("""{"sql":"1","sql_explanation":"One","verified_query_used":true}""") + Response("{}"));
        using CortexAgent agent = Agent(View);

        CortexQuery query = Assert.Single((await agent.AskAsync("?", cancellationToken: Cancelled)).Queries);

        Assert.Equal(("SELECT 1", "One", true, null), (query.Sql, query.Explanation, query.IsVerified, query.Rows));
    }

    [Theory]
    [InlineData("{\"sql\":\"SELECT 1;\"}", 10, true)]
    [InlineData("{\"sql\":\"SELECT 1;\"}", 2, false)]
    [InlineData("{\"sql\":\"SELECT 1;\",\"result_set\":{\"resultSetMetaData\":{\"numRows\":3,\"rowType\":[{\"name\":\"A\",\"type\":\"text\"}]},\"data\":[[\"1\"]]}}", 10, true)]
    public async Task AskAsync_SqlWithoutAllItsRows_IsRunHere(string toolResult, int maxRows, bool isComplete)
    {
        _server.Stream(Response(toolResult));
        using ScriptedSource snowflake = new();
        snowflake.Server.Answer(200, DataSourceTests.Result([["A", "text"]], [["1"], [null], ["3"]]));
        using CortexAgent agent = new(Account(_server.Endpoint), View with { MaxRows = maxRows }, snowflake.Source, null, _clock);

        CortexTable rows = (await agent.AskAsync("?", cancellationToken: Cancelled)).Rows!;

        Assert.Equal(["A"], rows.Columns);
        Assert.Equal(((object?[][])[["1"], [null], ["3"]])[..Math.Min(3, maxRows)], rows.Rows);
        Assert.Equal(isComplete, rows.IsComplete);
        Assert.Contains("\"SELECT 1\"", Assert.Single(snowflake.Server.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AskAsync_SqlWithItsRows_IsNotRunAgain()
    {
        _server.Stream(Example.Text("run.sse")).Answer(200, Example.Text("non-streaming.json"));
        using ScriptedSource snowflake = new();
        using CortexAgent agent = new(Account(_server.Endpoint), View, snowflake.Source, null, _clock);

        await agent.AskAsync("?", cancellationToken: Cancelled);
        await agent.AskAsync("?", cancellationToken: Cancelled);

        Assert.Empty(snowflake.Server.Requests);
    }

    [Fact]
    public async Task Requests_AreTheDocumentedOnes()
    {
        _server.Stream(Example.Text("run.sse")).Stream(Example.Text("run.sse"));
        using (CortexAgent agent = Agent(View with { Model = "claude-4-sonnet", Instructions = "You will respond in a friendly but concise manner", Warehouse = "MY_WAREHOUSE" }))
        {
            await agent.AskAsync("What is the total revenue for 2023?", new CortexThread(4264, 83473), Cancelled);
        }
        using (CortexAgent agent = Agent(new CortexAgentOptions { Agent = "db.\"my.schema\".\"an agent\"" }))
        {
            await agent.AskAsync("What is the total revenue for 2023?", cancellationToken: Cancelled);
        }

        Assert.Equal("POST /api/v2/cortex/agent:run HTTP/1.1", _server.Requests[0].Line);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Example.Text("request.json")), JsonNode.Parse(_server.Requests[0].Body)), _server.Requests[0].Body);
        Assert.Equal("POST /api/v2/databases/db/schemas/%22my.schema%22/agents/%22an%20agent%22:run HTTP/1.1", _server.Requests[1].Line);
        Assert.Equal("""{"messages":[{"role":"user","content":[{"type":"text","text":"What is the total revenue for 2023?"}]}],"stream":true}""", _server.Requests[1].Body);
        Assert.All(_server.Requests, request => Assert.Equal(("text/event-stream", "application/json", "OAUTH"), (request.Headers["Accept"], request.Headers["Content-Type"], request.Headers["X-Snowflake-Authorization-Token-Type"])));
        Assert.StartsWith("Bearer token", _server.Requests[0].Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartThreadAsync_GivesTheThreadThatTheFirstQuestionGoesTo()
    {
        _server.Answer(200, Example.Text("thread.json")).Answer(200, "{}");
        using CortexAgent agent = Agent(View);

        Assert.Equal(new CortexThread(1234567890, 0), await agent.StartThreadAsync(Cancelled));
        Assert.Equal("POST /api/v2/cortex/threads HTTP/1.1", _server.Requests[0].Line);
        await Assert.ThrowsAsync<CortexException>(() => agent.StartThreadAsync(Cancelled));
    }

    [Fact]
    public async Task Error_WithinTheStream_SaysTheCodeAndTheRequest()
    {
        _server.Stream(Example.Text("error.sse"));
        using CortexAgent agent = Agent(View);

        CortexException error = await Assert.ThrowsAsync<CortexException>(() => agent.AskAsync("?", cancellationToken: Cancelled));

        Assert.Equal(("399504", "61987ff6-6d56-4695-83c0-1e7cfed818c7", 200), (error.Code, error.RequestId, error.StatusCode));
        Assert.Equal("399504: Error during execution [request 61987ff6-6d56-4695-83c0-1e7cfed818c7]", error.Message);
    }

    [Theory]
    [InlineData(400, "", "HTTP 400")]
    [InlineData(403, "<html>no</html>", "SNOWFLAKE.CORTEX_AGENT_USER")]
    [InlineData(404, "{\"code\":\"390404\",\"message\":\"gone\",\"request_id\":\"r\"}", "390404: Snowflake answered HTTP 404: gone Check the agent's name")]
    [InlineData(500, "{}", "Whether the agent ran is not known.")]
    [InlineData(503, "", "Whether the agent ran is not known.")]
    public async Task Refusal_IsNotSentAgain(int status, string body, string text)
    {
        _server.Answer(status, body);
        using CortexAgent agent = Agent(View);

        CortexException error = await Assert.ThrowsAsync<CortexException>(() => agent.AskAsync("?", cancellationToken: Cancelled));

        Assert.Equal(status, error.StatusCode);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task TooManyRequests_AreSentAgainWhenSnowflakeSays()
    {
        _server.Answer(429, "{}", "Retry-After: 7\r\n").Answer(429, "{}").Stream(Example.Text("run.sse"));
        using CortexAgent agent = Agent(View);

        Assert.Equal("SELECT...", (await agent.AskAsync("?", cancellationToken: Cancelled)).Sql);

        Assert.Equal(3, _server.Requests.Count);
        Assert.Equal(TimeSpan.FromSeconds(7), _clock.Waits[0]);
    }

    [Fact]
    public async Task Token_Refused_IsAskedForOnceMore()
    {
        _server.Answer(401, "{}").Stream(Example.Text("run.sse")).Answer(401, "{}").Answer(401, "{\"message\":\"no\"}");
        using CortexAgent agent = Agent(View);

        await agent.AskAsync("?", cancellationToken: Cancelled);
        CortexException error = await Assert.ThrowsAsync<CortexException>(() => agent.AskAsync("?", cancellationToken: Cancelled));

        Assert.Equal(["Bearer token1", "Bearer token2", "Bearer token3", "Bearer token4"], _server.Requests.Select(request => request.Headers["Authorization"]));
        Assert.Contains("Check the token", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("token4", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_ThatNobodyTakes_IsTriedAgain()
    {
        CortexStandIn gone = new();
        Uri endpoint = gone.Endpoint;
        await gone.DisposeAsync();
        using CortexAgent agent = new(Account(endpoint), View with { MaxRetries = 3 }, null, null, _clock);

        CortexException error = await Assert.ThrowsAsync<CortexException>(() => agent.AskAsync("?", cancellationToken: Cancelled));

        Assert.Equal((3, 0), (_clock.Waits.Count, error.StatusCode));
        Assert.DoesNotContain("Whether the agent ran", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_ThatEndsWithoutAnAnswer_IsNotTriedAgain()
    {
        _server.Drop().Stream(Example.Text("run.sse"));
        using CortexAgent agent = Agent(View);

        CortexException error = await Assert.ThrowsAsync<CortexException>(() => agent.AskAsync("?", cancellationToken: Cancelled));

        Assert.Contains("Whether the agent ran is not known.", error.Message, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stream_ThatBreaksOff_IsAnErrorThatNamesTheRun(bool isBroken)
    {
        _server.Stream(Example.Text("run.sse")[..1000], 100, isBroken);
        using CortexAgent agent = Agent(View with { RunsInBackground = true });

        CortexException error = await Assert.ThrowsAsync<CortexException>(() => agent.AskAsync("?", cancellationToken: Cancelled));

        Assert.Contains("broke off", error.Message, StringComparison.Ordinal);
        Assert.Contains("4264-83472", error.Message, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Stream_OfARunInTheBackground_GoesOnAfterEachBreak()
    {
        string run = Example.Text("run.sse");
        _server.Stream(run[..1000], isBroken: true).Stream(run[..400], isBroken: true).Stream(run[..3000]).Stream(run);
        using CortexAgent agent = Agent(View with { RunsInBackground = true });

        List<CortexEvent> events = await EventsAsync(agent, new CortexThread(4264, 0));

        Assert.Equal(run.Split('\n').Where(line => line.StartsWith("event: ", StringComparison.Ordinal)).Select(line => line[7..]), events.Select(told => told.Name));
        Assert.Equal(["GET /api/v2/cortex/agent/runs/4264-83472 HTTP/1.1"], _server.Requests.Skip(1).Select(request => request.Line).Distinct());
        Assert.Contains("\"background\":true", _server.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_EndsTheConnection()
    {
        _server.Hang(Example.Text("run.sse")[..1000]);
        using CortexAgent agent = Agent(View);
        using CancellationTokenSource cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (CortexEvent told in agent.RunAsync("?", null, cancelled.Token))
            {
                if (told is CortexThinkingEvent)
                {
                    await cancelled.CancelAsync();
                }
            }
        });

        await _server.Left.Task.WaitAsync(Cancelled);
    }

    [Fact]
    public async Task Events_ThatNobodyWantsAnyMore_EndTheConnection()
    {
        _server.Hang(Example.Text("run.sse")[..1000]);
        using CortexAgent agent = Agent(View);

        await foreach (CortexEvent _ in agent.RunAsync("?", null, Cancelled))
        {
            break;
        }

        await _server.Left.Task.WaitAsync(Cancelled);
    }

    [Fact]
    public async Task Timeout_IsAnErrorThatNamesTheRun()
    {
        _server.Hang(Example.Text("run.sse")[..1000]);
        // Shorter than the test's own limit; nothing is measured by it.
        using CortexAgent agent = new(Account(_server.Endpoint), View with { Timeout = TimeSpan.FromSeconds(1) }, null, null, null);

        CortexException error = await Assert.ThrowsAsync<CortexException>(() => agent.AskAsync("?", cancellationToken: Cancelled));

        Assert.Contains("within 00:00:01", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_LongerThanAllowed_IsRefused()
    {
        _server.Stream("event: response\ndata: " + new string('x', 5000), 1000);
        using CortexAgent agent = Agent(View with { MaxAnswerBytes = 4000 });

        Assert.Contains("MaxAnswerBytes", (await Assert.ThrowsAsync<CortexException>(() => agent.AskAsync("?", cancellationToken: Cancelled))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event: response\ndata: {\n\n")]
    [InlineData("event: response.table\ndata: {\"result_set\":{\"data\":[1]}}\n\n")]
    [InlineData("event: response.table\ndata: {\"result_set\":{\"resultSetMetaData\":{\"rowType\":[{\"name\":\"A\",\"type\":\"fixed\"}]},\"data\":[[\"x\"]]}}\n\n")]
    [InlineData("event: response.text\ndata: {\"text\":\"\\ud800\"}\n\n")]
    public async Task Event_ThatCantBeRead_IsAnError(string events)
    {
        _server.Stream(events);
        using CortexAgent agent = Agent(View);

        Assert.Contains("can't be read", (await Assert.ThrowsAsync<CortexException>(() => agent.AskAsync("?", cancellationToken: Cancelled))).Message, StringComparison.Ordinal);
    }

    public static TheoryData<CortexAgentOptions> Unusable =>
    [
        new CortexAgentOptions(), new CortexAgentOptions { Agent = "a.b.c", SemanticView = "a.b.c" }, new CortexAgentOptions { Agent = "a.b.c", Warehouse = "W" }, new CortexAgentOptions { Agent = "a.b" },
        new CortexAgentOptions { Agent = "a..c" }, new CortexAgentOptions { Agent = "a.b.\"c" }, View with { Timeout = TimeSpan.Zero }, View with { MaxRetries = -1 }, View with { MaxAnswerBytes = 0 }, View with { MaxRows = 0 },
    ];

    [Theory]
    [MemberData(nameof(Unusable), DisableDiscoveryEnumeration = true)]
    public void New_OptionsThatCantBe_AreRefused(CortexAgentOptions options) => Assert.ThrowsAny<ArgumentException>(() => new CortexAgent(Account(_server.Endpoint), options));

    private static string Delta(string delta) => $"event: response.tool_result.analyst.delta\ndata: {{\"tool_use_id\":\"t\",\"delta\":{delta}}}\n\n";

    private static string Response(string json) =>
        $"event: response\ndata: {{\"role\":\"assistant\",\"content\":[{{\"type\":\"tool_result\",\"tool_result\":{{\"tool_use_id\":\"t\",\"content\":[{{\"type\":\"json\",\"json\":{json}}}]}}}}]}}\n\n";

    private CortexAgent Agent(CortexAgentOptions options) => new(Account(_server.Endpoint), options, null, null, _clock);

    private SnowflakeSqlApiOptions Account(Uri endpoint) => new()
    {
        Account = "myorg-myaccount", Endpoint = endpoint, Authenticator = SnowflakeAuthenticator.OAuth, TokenProvider = _ => ValueTask.FromResult($"token{++_tokens}"),
    };

    private static async Task<List<CortexEvent>> EventsAsync(CortexAgent agent, CortexThread? thread = null)
    {
        List<CortexEvent> events = [];
        await foreach (CortexEvent told in agent.RunAsync("?", thread, Cancelled))
        {
            events.Add(told);
        }
        return events;
    }
}
