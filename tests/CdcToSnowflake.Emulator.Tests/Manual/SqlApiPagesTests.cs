using System.Net;
using System.Text;
using System.Text.Json;
using CdcToSnowflake.Emulator.Server.Http;

namespace CdcToSnowflake.Emulator.Tests.Manual;

/// <summary>The server by itself, over plain HTTP, judged by the examples and tables of the SQL API's pages; each test's name begins with its page's title.</summary>
public sealed class SqlApiPagesTests : IAsyncLifetime
{
    private const string Root = "api/v2/statements";

    private readonly SnowflakeEmulator _emulator = new();
    private readonly SnowflakeEmulatorServer _server;
    private readonly HttpClient _http = new();

    public SqlApiPagesTests()
    {
        _server = SnowflakeEmulatorServer.Start(_emulator, new EmulatorServerOptions { RowsPerPartition = 3 });
        _server.AddOAuthToken("good");
        _http.BaseAddress = _server.Endpoint;
        _http.DefaultRequestHeaders.Add("Authorization", "Bearer good");
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task SnowflakeSqlApiReference_ResultSet_HasItsFields()
    {
        var (status, body, response) = await PostAsync("""{"statement":"SELECT * FROM VALUES ('test', 2), ('test', 3)"}""");
        Assert.Equal(200, status);
        Assert.Equal(["resultSetMetaData", "data", "code", "statementStatusUrl", "sqlState", "statementHandle", "message", "createdOn"], body.EnumerateObject().Select(field => field.Name));
        Assert.Equal("""[["test","2"],["test","3"]]""", body.GetProperty("data").GetRawText());
        Assert.Equal(("090001", "00000", "Statement executed successfully."), (Text(body, "code"), Text(body, "sqlState"), Text(body, "message")));
        var meta = body.GetProperty("resultSetMetaData");
        Assert.Equal((2, "jsonv2", 1), (meta.GetProperty("numRows").GetInt32(), Text(meta, "format"), meta.GetProperty("partitionInfo").GetArrayLength()));
        Assert.Equal(["rowCount", "uncompressedSize"], meta.GetProperty("partitionInfo")[0].EnumerateObject().Select(field => field.Name));
        // The example's fields, in any order.
        Assert.Equal(
            ["byteLength", "collation", "database", "length", "name", "nullable", "precision", "scale", "schema", "table", "type"],
            meta.GetProperty("rowType")[0].EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["COLUMN1 text", "COLUMN2 fixed"], meta.GetProperty("rowType").EnumerateArray().Select(column => Text(column, "name") + " " + Text(column, "type")));
        var handle = Text(body, "statementHandle");
        Assert.StartsWith($"/{Root}/{handle}?requestId=", Text(body, "statementStatusUrl"), StringComparison.Ordinal);
        Assert.Matches($"^</{Root}/{handle}\\?requestId=[0-9a-f-]+&partition=0>; rel=\"first\",</{Root}/{handle}\\?requestId=[0-9a-f-]+&partition=0>; rel=\"last\"$", response.Headers.GetValues("Link").Single());
    }

    [Fact]
    public async Task HandlingResponses_GettingTheDataFromTheResults_ValuesAreTexts()
    {
        var (_, body, _) = await PostAsync("""
            {"statement":"SELECT 1.0::NUMBER(10,1), 1.5::FLOAT, TO_BINARY('AB0C', 'HEX'), TRUE, '2020-01-01'::DATE, '23:01:59'::TIME, '1970-01-02 00:00:00.5'::TIMESTAMP_NTZ, '2021-03-19 17:06:59+00:00'::TIMESTAMP_TZ, NULL"}
            """);
        Assert.Equal("""[["1.0","1.5","AB0C","true","18262","82919.000000000","86400.500000000","1616173619.000000000 1440",null]]""", body.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task SnowflakeSqlApiReference_NullableFalse_MakesNullAText()
    {
        var (_, body, _) = await PostAsync("""{"statement":"SELECT NULL"}""", "nullable=false");
        Assert.Equal("""[["null"]]""", body.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task HandlingResponses_RetrievingAdditionalPartitions_AreGzipWithoutMetadata()
    {
        var (_, body, response) = await PostAsync("""{"statement":"SELECT * FROM VALUES (1), (2), (3), (4), (5), (6), (7)"}""");
        var info = body.GetProperty("resultSetMetaData").GetProperty("partitionInfo");
        Assert.Equal([3, 3, 1], info.EnumerateArray().Select(part => part.GetProperty("rowCount").GetInt32()));
        Assert.Contains("&partition=1>; rel=\"next\"", response.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
        using var second = await _http.GetAsync(new Uri($"{Root}/{Text(body, "statementHandle")}?partition=1", UriKind.Relative));
        Assert.Equal("gzip", second.Content.Headers.ContentEncoding.Single());
        var packed = await second.Content.ReadAsByteArrayAsync();
        Assert.Equal(info[1].GetProperty("compressedSize").GetInt32(), packed.Length);
        await using var unpacked = new System.IO.Compression.GZipStream(new MemoryStream(packed), System.IO.Compression.CompressionMode.Decompress);
        Assert.Equal("""{"data":[["4"],["5"],["6"]]}""", await new StreamReader(unpacked).ReadToEndAsync());
    }

    [Fact]
    public async Task SnowflakeSqlApiReference_QueryFailureStatus_HasItsFields()
    {
        var (status, body, _) = await PostAsync("""{"statement":"SELECT afaf FROM VALUES (1)"}""");
        Assert.Equal((422, "000904", "42000"), (status, Text(body, "code"), Text(body, "sqlState")));
        Assert.Contains("invalid identifier 'AFAF'", Text(body, "message"), StringComparison.Ordinal);
        Assert.Equal(["code", "message", "sqlState", "statementHandle"], body.EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public async Task SubmittingMultipleSqlStatementsInASingleRequest_EachHasAHandle_AndTheCountMustAgree()
    {
        var (status, body, _) = await PostAsync("""{"statement":"begin transaction; commit; select 7","parameters":{"MULTI_STATEMENT_COUNT":"3"}}""");
        Assert.Equal((200, """[["Multiple statements executed successfully."]]"""), (status, body.GetProperty("data").GetRawText()));
        var handles = body.GetProperty("statementHandles").EnumerateArray().Select(handle => handle.GetString()!).ToList();
        Assert.Equal(3, handles.Count);
        Assert.Equal("""[["7"]]""", (await GetAsync(handles[2])).Body.GetProperty("data").GetRawText());
        foreach (var (parameters, desired) in new[] { ("{}", 1), ("""{"MULTI_STATEMENT_COUNT":"2"}""", 2) })
        {
            (status, body, _) = await PostAsync("""{"statement":"select 1; select 2; select 3","parameters":""" + parameters + "}");
            Assert.Equal((422, $"Actual statement count 3 did not match the desired statement count {desired}."), (status, Text(body, "message")));
        }
    }

    [Fact]
    public async Task SubmittingMultipleSqlStatementsInASingleRequest_FailureInTheMiddle_KeepsWhatCameBefore()
    {
        await PostAsync("""{"statement":"create database d"}""");
        var (status, body, _) = await PostAsync("""
            {"statement":"create or replace table table1 (i int); insert into table1 (i) values (1); insert into table1 (i) values ('This is not a valid integer.'); insert into table1 (i) values (2); select i from table1 order by i","database":"D","parameters":{"MULTI_STATEMENT_COUNT":"5"}}
            """);
        // The example's code, SQLSTATE and place.
        Assert.Equal((422, "100132", "P0000"), (status, Text(body, "code"), Text(body, "sqlState")));
        Assert.StartsWith("JavaScript execution error: Uncaught Execution of multiple statements failed on statement \"insert into table1 (i) values ...\" (at line 1, position 75).", Text(body, "message"), StringComparison.Ordinal);
        Assert.Equal("""[["1"]]""", (await PostAsync("""{"statement":"select i from table1","database":"D"}""")).Body.GetProperty("data").GetRawText());
    }

    [Theory]
    [InlineData("use database d")]
    [InlineData("begin transaction")]
    [InlineData("commit")]
    [InlineData("set v = 1")]
    [InlineData("alter session set query_tag = 'x'")]
    public async Task SubmittingMultipleSqlStatementsInASingleRequest_WhatNeedsASession_AloneIsRefused(string statement)
    {
        await PostAsync("""{"statement":"create database if not exists d"}""");
        Assert.Equal(422, (await PostAsync($$"""{"statement":"{{statement}}"}""")).Status);
        Assert.Equal(200, (await PostAsync("""{"parameters":{"MULTI_STATEMENT_COUNT":"0"},"statement":""" + $"\"{statement}; select 1\"}}")).Status);
    }

    [Fact]
    public async Task SnowflakeSqlApiReference_Timeout_EndsTheStatementWith408()
    {
        using var writer = _emulator.OpenIn();
        writer.Run("CREATE TABLE t (id NUMBER(5,0))");
        writer.Run("BEGIN TRANSACTION; INSERT INTO t VALUES (1)");
        var (status, body, _) = await PostAsync("""{"statement":"INSERT INTO t VALUES (2)","timeout":1,"database":"D"}""");
        Assert.Equal((408, "000630"), (status, Text(body, "code")));
    }

    [Theory]
    [InlineData("POST", Root, "not json", 400)]
    [InlineData("POST", Root, "{}", 400)]
    [InlineData("POST", Root, """{"statement":1}""", 400)]
    [InlineData("POST", Root, """{"statement":"select 1","timeout":"x"}""", 400)]
    [InlineData("POST", Root, """{"statement":"select 1","timeout":99999999999}""", 400)]
    [InlineData("POST", Root, """{"statement":"select 1","timeout":-1}""", 400)]
    [InlineData("POST", Root, """{"statement":"select ?","bindings":{"1":{"type":"TEXT","value":"a"},"1":{"type":"TEXT","value":"b"}}}""", 400)]
    [InlineData("POST", Root, """{"statement":"select ?","bindings":{"1":"a"}}""", 400)]
    [InlineData("POST", Root, """{"statement":"select ?","bindings":[1]}""", 400)]
    [InlineData("POST", Root, """{"statement":"select 1","parameters":{"MULTI_STATEMENT_COUNT":"x"}}""", 400)]
    [InlineData("POST", Root, """{"statement":"select ?","bindings":{"1":{"type":"FIXED","value":"x"}}}""", 422)]
    [InlineData("POST", Root, """{"statement":"select ?","bindings":{"1":{"type":"TIME","value":"99999999999999999999999999"}}}""", 422)]
    [InlineData("POST", Root, """{"statement":"select 1","parameters":{"X = 1; DROP DATABASE d":"1"}}""", 422)]
    [InlineData("POST", Root, """{"statement":""}""", 422)]
    [InlineData("POST", Root, """{"statement":";;"}""", 422)]
    [InlineData("POST", Root, """[]""", 400)]
    [InlineData("GET", Root, null, 405)]
    [InlineData("POST", Root + "/x", "{}", 405)]
    [InlineData("GET", Root + "/x/cancel", null, 405)]
    [InlineData("GET", Root + "/x", null, 422)]
    [InlineData("POST", Root + "/x/cancel", "{}", 422)]
    [InlineData("GET", "api/v2/hello", null, 404)]
    public async Task SnowflakeSqlApiReference_ResponseCodes_OfWrongRequests(string method, string path, string? body, int expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await _http.SendAsync(request);
        Assert.Equal(expected, (int)response.StatusCode);
    }

    [Fact]
    public async Task SnowflakeSqlApiReference_ResponseCodes_OtherMediaIs415()
    {
        using var response = await _http.PostAsync(new Uri(Root, UriKind.Relative), new StringContent("{}", Encoding.UTF8, "text/plain"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    /// <summary>The emulator takes as many requests as come: it answers so only where a fault is asked for. What a client then does is tested with the client.</summary>
    [Fact]
    public async Task SnowflakeSqlApiReference_ResponseCodes_TooManyRequestsAre429With390505_AndNothingIsRun()
    {
        await using var server = SnowflakeEmulatorServer.Start(_emulator, new EmulatorServerOptions { Faults = request => request.Number == 1 ? ServerFault.Refusal(429, "1") : null });
        server.AddOAuthToken("good");
        using var direct = _emulator.OpenIn();
        direct.Run("CREATE TABLE t (id NUMBER(5,0))");
        using var http = new HttpClient { BaseAddress = server.Endpoint };
        http.DefaultRequestHeaders.Add("Authorization", "Bearer good");
        foreach (var (status, rows) in new[] { (HttpStatusCode.TooManyRequests, "0"), (HttpStatusCode.OK, "1") })
        {
            using var content = new StringContent("""{"statement":"INSERT INTO t VALUES (1)","database":"D"}""", Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(new Uri(Root + "?requestId=1&retry=true", UriKind.Relative), content);
            Assert.Equal((status, rows), (response.StatusCode, direct.One("SELECT COUNT(*) FROM t")));
            if (status == HttpStatusCode.TooManyRequests)
            {
                using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                Assert.Equal(("390505", (TimeSpan?)TimeSpan.FromSeconds(1)), (Text(body.RootElement, "code"), response.Headers.RetryAfter?.Delta));
            }
        }
    }

    [Theory]
    [InlineData(null, null, "390101")]
    [InlineData("Bearer no.such.jwt", "KEYPAIR_JWT", "390144")]
    [InlineData("Bearer x", "OAUTH", "390303")]
    [InlineData("Bearer good", "PROGRAMMATIC_ACCESS_TOKEN", "394400")]
    [InlineData("Bearer good", "KEYPAIR_JWT", "390144")]
    [InlineData("Bearer e30.e30.e30", null, "390144")]
    public async Task AuthenticatingToTheServer_WrongTokens_Are401(string? authorization, string? type, string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Root + "/x");
        using var http = new HttpClient { BaseAddress = _server.Endpoint };
        if (authorization is not null)
        {
            request.Headers.Add("Authorization", authorization);
        }

        if (type is not null)
        {
            request.Headers.Add("X-Snowflake-Authorization-Token-Type", type);
        }

        using var response = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(code, Text(body.RootElement, "code"));
    }

    [Fact]
    public async Task SubmittingARequestToExecuteSqlStatements_Async_IsAnsweredAtOnceAndThenByItsHandle()
    {
        var (status, body, _) = await PostAsync("""{"statement":"select 7"}""", "async=true");
        Assert.Equal((202, "333334"), (status, Text(body, "code")));
        var handle = Text(body, "statementHandle");
        Assert.Equal($"/{Root}/{handle}", Text(body, "statementStatusUrl"));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        (int Status, JsonElement Body) answer;
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            answer = await GetAsync(handle);
        }
        while (answer.Status == 202);
        Assert.Equal((200, """[["7"]]"""), (answer.Status, answer.Body.GetProperty("data").GetRawText()));
    }

    [Fact]
    public async Task SubmittingARequestToExecuteSqlStatements_Resubmitting_RunsAgainUnlessItSaysRetry()
    {
        using var direct = _emulator.OpenIn();
        direct.Run("CREATE TABLE t (id NUMBER(5,0))");
        foreach (var (query, rows) in new[] { ("requestId=1", "1"), ("requestId=1&retry=true", "1"), ("requestId=1", "2"), ("requestId=1&retry=true", "2"), ("requestId=2&retry=true", "3"), ("", "4") })
        {
            Assert.Equal(200, (await PostAsync("""{"statement":"INSERT INTO t VALUES (1)","database":"D"}""", query)).Status);
            Assert.Equal(rows, direct.One("SELECT COUNT(*) FROM t"));
        }
    }

    [Theory]
    [InlineData("FIXED", "123", "NUMBER(10,0)", "123")]
    [InlineData("REAL", "1.5", "FLOAT", "1.5")]
    [InlineData("TEXT", "any 'text'", "VARCHAR", "any 'text'")]
    [InlineData("BOOLEAN", "true", "BOOLEAN", "true")]
    [InlineData("DATE", "1618444800000", "DATE", "18732")]
    [InlineData("TEXT", "2021-04-15", "DATE", "18732")]
    [InlineData("TIME", "82919000000000", "TIME(6)", "82919.000000000")]
    [InlineData("TIMESTAMP_NTZ", "1616173619000000000", "TIMESTAMP_NTZ(6)", "1616173619.000000000")]
    [InlineData("TIMESTAMP_LTZ", "1616173619000000000", "TIMESTAMP_LTZ(6)", "1616173619.000000000")]
    [InlineData("TIMESTAMP_TZ", "1616173619000000000 1440", "TIMESTAMP_TZ(6)", "1616173619.000000000 1440")]
    public async Task SubmittingARequestToExecuteSqlStatements_BindVariables_ComeBackAsTheirColumnsTexts(string type, string value, string column, string expected)
    {
        using var direct = _emulator.OpenIn();
        direct.Run($"CREATE TABLE t (v {column})");
        var request = JsonSerializer.Serialize(new { statement = "INSERT INTO t VALUES (?)", database = "D", bindings = new Dictionary<string, object> { ["1"] = new { type, value } } });
        Assert.Equal(200, (await PostAsync(request)).Status);
        var (_, body, _) = await PostAsync("""{"statement":"select v from t","database":"D"}""");
        Assert.Equal(expected, body.GetProperty("data")[0][0].GetString());
    }

    /// <summary>The page's own example of a TIMESTAMP_TZ; the emulator keeps UTC's offset only.</summary>
    [Fact]
    public async Task SubmittingARequestToExecuteSqlStatements_ABindAtAnotherOffset_RefusedByName()
    {
        var (status, body, _) = await PostAsync("""{"statement":"select ?::timestamp_tz","bindings":{"1":{"type":"TIMESTAMP_TZ","value":"1616173619000000000 960"}}}""");
        Assert.Equal(422, status);
        Assert.Contains("TIMESTAMP_TZ at an offset other than +00:00", Text(body, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmittingARequestToExecuteSqlStatements_AValueOfNoSuchFormat_IsError100037()
    {
        var (status, body, _) = await PostAsync("""{"statement":"select ?","bindings":{"1":{"type":"DATE","value":"yesterday"}}}""");
        Assert.Equal((422, "100037", "22018", "DATE value 'yesterday' is not recognized"), (status, Text(body, "code"), Text(body, "sqlState"), Text(body, "message")));
    }

    [Fact]
    public async Task SubmittingMultipleSqlStatementsInASingleRequest_VariableBindingIsNotSupported()
    {
        var (status, _, _) = await PostAsync("""{"statement":"select ?; select 2","parameters":{"MULTI_STATEMENT_COUNT":"2"},"bindings":{"1":{"type":"FIXED","value":"1"}}}""");
        Assert.Equal(422, status);
    }

    [Fact]
    public async Task UsingExplicitTransactions_FailureWithin_LeavesNothingOfIt()
    {
        using var direct = _emulator.OpenIn();
        direct.Run("CREATE TABLE t (id NUMBER(5,0))");
        Assert.Equal(422, (await PostAsync("""{"statement":"begin transaction; insert into t values (1); insert into t values ('x'); commit","database":"D","parameters":{"MULTI_STATEMENT_COUNT":"0"}}""")).Status);
        Assert.Equal(200, (await PostAsync("""{"statement":"begin transaction; insert into t values (2); commit","database":"D","parameters":{"MULTI_STATEMENT_COUNT":"3"}}""")).Status);
        Assert.Equal(["2"], direct.Rows("SELECT id FROM t"));
    }

    [Fact]
    public async Task CancelingTheExecutionOfASqlStatement_IsAnsweredAsInTheExample_AndTheStatementHasNoEffect()
    {
        using var writer = _emulator.OpenIn();
        writer.Run("CREATE TABLE t (id NUMBER(5,0))");
        writer.Run("BEGIN TRANSACTION; INSERT INTO t VALUES (1)");
        var (_, submitted, _) = await PostAsync("""{"statement":"INSERT INTO t VALUES (2)","database":"D"}""", "async=true");
        var handle = Text(submitted, "statementHandle");
        var (status, body) = await CancelAsync(handle);
        Assert.Equal(200, status);
        Assert.Equal($$"""{"code":"000604","sqlState":"57014","message":"SQL execution canceled","statementHandle":"{{handle}}","statementStatusUrl":"/{{Root}}/{{handle}}"}""", body.GetRawText());
        writer.Run("COMMIT");
        Assert.Equal("1", writer.One("SELECT COUNT(*) FROM t"));
        Assert.Equal((422, "000604"), (await GetAsync(handle)) is var after ? (after.Status, Text(after.Body, "code")) : default);
    }

    [Fact]
    public async Task CancelingTheExecutionOfASqlStatement_ThatIsntThere_IsError000709()
    {
        var (status, body) = await CancelAsync("019c07bc-0000-df4f-0000-001000067c3e");
        Assert.Equal((422, "000709", "02000", "Statement 019c07bc-0000-df4f-0000-001000067c3e not found"), (status, Text(body, "code"), Text(body, "sqlState"), Text(body, "message")));
    }

    [Theory]
    [InlineData("insertFiles", "POST")]
    [InlineData("insertReport", "GET")]
    [InlineData("loadHistoryScan", "GET")]
    public async Task SnowpipeRestApi_ItsEndpoints_RefusedByName(string endpoint, string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"v1/data/pipes/D.PUBLIC.P/{endpoint}?requestId=1");
        using var response = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Contains(endpoint, Text(body.RootElement, "message"), StringComparison.Ordinal);
    }

    private async Task<(int Status, JsonElement Body, HttpResponseMessage Response)> PostAsync(string body, string query = "")
    {
        var response = await _http.PostAsync(new Uri($"{Root}?{query}", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"));
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement, response);
    }

    private async Task<(int Status, JsonElement Body)> GetAsync(string handle)
    {
        using var response = await _http.GetAsync(new Uri($"{Root}/{handle}", UriKind.Relative));
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    private async Task<(int Status, JsonElement Body)> CancelAsync(string handle)
    {
        using var response = await _http.PostAsync(new Uri($"{Root}/{handle}/cancel", UriKind.Relative), new StringContent("{}", Encoding.UTF8, "application/json"));
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
