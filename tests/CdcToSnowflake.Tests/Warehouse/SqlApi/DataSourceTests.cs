using System.Data;
using System.Data.Common;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CdcToSnowflake.Tests.Warehouse.SqlApi.Documented;
using CdcToSnowflake.Warehouse;
using CdcToSnowflake.Warehouse.SqlApi;

namespace CdcToSnowflake.Tests.Warehouse.SqlApi;

/// <summary>Requests and results, judged by the manual's own examples.</summary>
public sealed class DataSourceTests : IDisposable
{
    private ScriptedSource _scripted = new();

    public void Dispose() => _scripted.Dispose();

    [Fact]
    public async Task SubmittingARequestToExecuteSqlStatements_ItsExample_IsTheBody()
    {
        Use(options => options with { Database = "TESTDB", Schema = "TESTSCHEMA", Warehouse = "TESTWH", Role = "TESTROLE" });
        _scripted.Server.Answer(200, Example.Text("post-200.json"));
        await using var command = await CommandAsync("select * from T where c1=?");
        command.CommandTimeout = 10;
        Add(command, "", 123);
        await command.ExecuteNonQueryAsync();
        var request = Assert.Single(_scripted.Server.Requests);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Example.Text("request.json")), JsonNode.Parse(request.Body)), request.Body);
        Assert.Equal(("POST", "/api/v2/statements"), (request.Method, request.Path));
        Assert.Matches("^\\?requestId=[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}&async=true$", request.Query);
        // "Request headers for all operations".
        Assert.Equal("Bearer token1", request.Headers["Authorization"]);
        Assert.Equal("application/json", request.Headers["Accept"]);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal("OAUTH", request.Headers["X-Snowflake-Authorization-Token-Type"]);
        Assert.Matches("^CdcToSnowflake/[0-9]+[.][0-9]+[.][0-9]+[0-9A-Za-z.-]*$", request.Headers["User-Agent"]);
    }

    [Fact]
    public async Task UsingExplicitTransactions_ItsExample_IsTheBody_AndEachStatementHasItsResult()
    {
        _scripted.Server.Answer(200, Example.Text("transaction-200.json"));
        foreach (var column in new[] { "begin", "number of rows inserted", "commit", "I" })
        {
            _scripted.Server.Answer(200, Result([[column, "fixed"]], [["1"]]));
        }

        await using var command = await CommandAsync("begin transaction; insert into table2 (i) values (1); commit; select i from table1 order by i");
        Add(command, "MULTI_STATEMENT_COUNT", 4);
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        do
        {
            names.Add(reader.GetName(0));
            Assert.True(await reader.ReadAsync());
            Assert.Equal(1, reader.GetInt32(0));
            Assert.False(await reader.ReadAsync());
        }
        while (await reader.NextResultAsync());
        Assert.Equal(["begin", "number of rows inserted", "commit", "I"], names);
        Assert.Equal(1, reader.RecordsAffected);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Example.Text("transaction-request.json")), JsonNode.Parse(_scripted.Server.Requests[0].Body)));
        Assert.Equal(
            ["019d6ed0-0502-3101-0000-096d00421082", "019d6ed0-0502-3101-0000-096d00421086", "019d6ed0-0502-3101-0000-096d0042108a", "019d6ed0-0502-3101-0000-096d0042108e"],
            _scripted.Server.Requests.Skip(1).Select(request => request.Path.Split('/')[^1]));
    }

    [Fact]
    public async Task Request_TagAndParameters_GoWithTheStatement_TheCommandsTagFirst()
    {
        Use(options => options with { QueryTag = "source", Parameters = new Dictionary<string, string> { ["TIMEZONE"] = "UTC" } });
        _scripted.Server.Answer(200, Result([["A", "text"]], [])).Answer(200, Result([["A", "text"]], []));
        await using var command = (SnowflakeSqlApiCommand)await CommandAsync("SELECT 1");
        await command.ExecuteNonQueryAsync();
        command.QueryTag = "command";
        await command.ExecuteNonQueryAsync();
        Assert.Equal(
            ["""{"statement":"SELECT 1","parameters":{"TIMEZONE":"UTC","QUERY_TAG":"source"}}""", """{"statement":"SELECT 1","parameters":{"TIMEZONE":"UTC","QUERY_TAG":"command"}}"""],
            _scripted.Server.Requests.Select(request => request.Body));
    }

    [Fact]
    public async Task SnowflakeSqlApiReference_ItsResultSet_IsRead()
    {
        _scripted.Server.Answer(200, Example.Text("post-200.json"));
        await using var command = await CommandAsync("SELECT");
        await using var reader = await command.ExecuteReaderAsync();
        Assert.Equal(("VARCHAR(4)", "NUMBER(1,0)", typeof(string), typeof(long)), (reader.GetDataTypeName(0), reader.GetDataTypeName(1), reader.GetFieldType(0), reader.GetFieldType(1)));
        Assert.Equal(["COLUMN1 VARCHAR(4) not null", "COLUMN2 NUMBER(1,0) not null"], (await reader.GetColumnSchemaAsync()).Select(column => $"{column.ColumnName} {column.DataTypeName} {(column.AllowDBNull == false ? "not null" : "null")}"));
        Assert.True(reader.HasRows);
        var rows = new List<(string, long)>();
        while (await reader.ReadAsync())
        {
            rows.Add((reader.GetString(0), reader.GetInt64(reader.GetOrdinal("column2"))));
        }

        Assert.Equal([("test", 2), ("test", 3), ("test", 4), ("test", 5)], rows);
        Assert.Equal(-1, reader.RecordsAffected);
        Assert.Throws<InvalidOperationException>(() => reader.GetString(0));
    }

    [Fact]
    public async Task SnowflakeSqlApiReference_ItsFailure_IsOneExceptionWithAllItTells()
    {
        _scripted.Server.Answer(422, Example.Text("422.json"));
        await using var command = await CommandAsync("SELECT AFAF, 'a secret'\nFROM t");
        var error = await Assert.ThrowsAsync<SnowflakeException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal((904, 904, "42000", "019c0728-0000-df4f-0000-00100006606e", "SELECT AFAF, '…'"), (error.Number, error.ErrorCode, error.SqlState, error.QueryId, error.Statement));
        Assert.Equal("SQL compilation error: error line 1 at position 7\ninvalid identifier 'AFAF'", error.RawMessage);
        Assert.Equal("000904 (42000): SQL compilation error: error line 1 at position 7\ninvalid identifier 'AFAF' [query 019c0728-0000-df4f-0000-00100006606e: SELECT AFAF, '…']", error.Message);
        Assert.Single(_scripted.Server.Requests);
    }

    [Fact]
    public async Task Partitions_AreFetchedWhenNeeded_OneAheadAtMost()
    {
        _scripted.Server.Answer(200, Result([["A", "fixed"]], [["0"], ["1"]], partitions: 4));
        await using var command = await CommandAsync("SELECT");
        await using var reader = await command.ExecuteReaderAsync();
        Assert.Single(_scripted.Server.Requests);
        for (var partition = 1; partition < 4; partition++)
        {
            var rows = $"{{\"data\":[[\"{partition * 2}\"],[\"{(partition * 2) + 1}\"]]}}";
            _scripted.Server.Then(_ => Task.FromResult(Packed(rows)));
        }

        for (var i = 0; i < 8; i++)
        {
            Assert.True(await reader.ReadAsync());
            Assert.Equal(i, reader.GetInt32(0));
            Assert.Equal(Math.Min(4, (i / 2) + 2), _scripted.Server.Requests.Count);
        }

        Assert.False(await reader.ReadAsync());
        Assert.Equal(["partition=1", "partition=2", "partition=3"], _scripted.Server.Requests.Skip(1).Select(request => request.Query.Split('&')[^1]));
        Assert.All(_scripted.Server.Requests.Skip(1), request => Assert.Equal(("GET", "/api/v2/statements/h-1"), (request.Method, request.Path)));
    }

    [Fact]
    public async Task Partition_WhoseReadWasCancelled_IsNotFetchedTwice()
    {
        var arrival = new TaskCompletionSource<HttpResponseMessage>();
        _scripted.Server.Answer(200, Result([["A", "fixed"]], [], partitions: 2)).Then(_ => arrival.Task);
        await using var command = await CommandAsync("SELECT");
        await using var reader = await command.ExecuteReaderAsync();
        using var cancel = new CancellationTokenSource();
        var read = reader.ReadAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        arrival.SetResult(Packed("""{"data":[["7"]]}"""));
        Assert.True(await reader.ReadAsync());
        Assert.Equal(7, reader.GetInt32(0));
        Assert.Equal(2, _scripted.Server.Requests.Count);
    }

    [Fact]
    public async Task Partition_OfAnotherWidth_IsAnErrorThatNamesTheQuery()
    {
        _scripted.Server.Answer(200, Result([["A", "fixed"]], [["0"]], partitions: 2)).Answer(200, """{"data":[["1","2"]]}""");
        await using var command = await CommandAsync("SELECT");
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        var error = await Assert.ThrowsAsync<SnowflakeException>(() => reader.ReadAsync());
        Assert.Equal("h-1", error.QueryId);
    }

    [Fact]
    public async Task Values_TypedGetters_ConvertWithoutLossOrSay()
    {
        _scripted.Server.Answer(200, Result(
            [["N", "fixed"], ["BIG", "fixed"], ["D", "date"], ["T", "timestamp_ntz"], ["NANO", "timestamp_ntz"], ["TZ", "timestamp_tz"], ["B", "binary"], ["NOTHING", "text"]],
            [["42", "99999999999999999999", "18262", "0.500000000", "0.000000001", "1616173619.000000000 1500", "0AFF", null]]));
        await using var command = await CommandAsync("SELECT");
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(reader.Read());
        Assert.Equal(((byte)42, (short)42, 42, 42L, 42m, 42d, (42, "42")), (reader.GetByte(0), reader.GetInt16(0), reader.GetInt32(0), reader.GetInt64(0), reader.GetDecimal(0), reader.GetDouble(0), (reader.GetFieldValue<int?>(0)!.Value, reader.GetString(0))));
        Assert.Throws<OverflowException>(() => reader.GetInt64(1));
        Assert.Equal(new DateOnly(2020, 1, 1), reader.GetFieldValue<DateOnly>(2));
        Assert.Equal(new DateTime(1970, 1, 1, 0, 0, 0, 500), reader.GetDateTime(3));
        var error = Assert.Throws<InvalidCastException>(() => reader.GetDateTime(4));
        Assert.Contains("'NANO' of type TIMESTAMP_NTZ(9)", error.Message, StringComparison.Ordinal);
        Assert.Equal("1970-01-01 00:00:00.000000001", reader.GetString(4));
        Assert.Equal("1970-01-01 00:00:00.000000001", reader.GetValue(4));
        Assert.Equal(TimeSpan.FromHours(1), reader.GetFieldValue<DateTimeOffset>(5).Offset);
        Assert.Equal(new DateTime(2021, 3, 19, 17, 6, 59), reader.GetDateTime(5));
        Assert.Equal(new byte[] { 0x0A, 0xFF }, reader.GetValue(6));
        Assert.Equal(2, reader.GetBytes(6, 0, null, 0, 0));
        Assert.True(reader.IsDBNull(7));
        Assert.Equal((DBNull.Value, null), (reader.GetValue(7), reader.GetFieldValue<int?>(7)));
        Assert.Throws<InvalidCastException>(() => reader.GetString(7));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.GetOrdinal("missing"));
    }

    /// <summary>"Snowflake SQL API reference", the note at code 200.</summary>
    [Fact]
    public async Task Result_ThatSnowflakeCutShort_IsAnError()
    {
        _scripted.Server.Answer(200, Result([["A", "fixed"]], [["0"]]).Replace("090001", "391908", StringComparison.Ordinal));
        await using var command = await CommandAsync("SELECT");
        Assert.Equal(391908, (await Assert.ThrowsAsync<SnowflakeException>(() => command.ExecuteReaderAsync())).Number);
    }

    [Fact]
    public async Task Stats_OfDml_AreTheRowsAffected()
    {
        _scripted.Server.Answer(200, """{"resultSetMetaData":{"numRows":1,"rowType":[{"name":"number of rows inserted","type":"fixed"}]},"data":[["2"]],"stats":{"numRowsInserted":2,"numRowsUpdated":3,"numRowsDeleted":4,"numDuplicateRowsUpdated":100}}""");
        await using var command = await CommandAsync("MERGE");
        Assert.Equal(9, await command.ExecuteNonQueryAsync());
    }

    [Fact]
    public async Task WhatTheSqlApiCannotDo_IsRefusedWithTheReason()
    {
        await using var connection = await _scripted.Source.OpenConnectionAsync();
        Assert.Contains("MULTI_STATEMENT_COUNT", Assert.Throws<NotSupportedException>(() => connection.BeginTransaction()).Message, StringComparison.Ordinal);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT ?; SELECT 2";
        Add(command, "MULTI_STATEMENT_COUNT", 2);
        Add(command, "", 1);
        await Assert.ThrowsAsync<NotSupportedException>(() => command.ExecuteNonQueryAsync());
        Assert.Throws<NotSupportedException>(() => command.CommandType = CommandType.StoredProcedure);
        Assert.Throws<ArgumentOutOfRangeException>(() => command.CommandTimeout = 604_801);
        Assert.Throws<NotSupportedException>(() => connection.ConnectionString = "x");
        connection.Close();
        await Assert.ThrowsAsync<InvalidOperationException>(() => command.ExecuteNonQueryAsync());
        Assert.Empty(_scripted.Server.Requests);
    }

    [Fact]
    public async Task ChangeDatabase_MovesLaterStatements()
    {
        Use(options => options with { Database = "A", Schema = "S" });
        _scripted.Server.Answer(200, Result([["A", "text"]], []));
        await using var connection = await _scripted.Source.OpenConnectionAsync();
        connection.ChangeDatabase("b");
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        await command.ExecuteNonQueryAsync();
        Assert.Equal("""{"statement":"SELECT 1","database":"b","schema":"PUBLIC"}""", _scripted.Server.Requests[0].Body);
    }

    internal static string Result(string[][] columns, string?[][] rows, int partitions = 1, string handle = "h-1") => new JsonObject
    {
        ["resultSetMetaData"] = new JsonObject
        {
            ["numRows"] = rows.Length * partitions,
            ["rowType"] = new JsonArray([.. columns.Select(column => new JsonObject { ["name"] = column[0], ["type"] = column[1] })]),
            ["partitionInfo"] = new JsonArray([.. Enumerable.Range(0, partitions).Select(_ => new JsonObject { ["rowCount"] = rows.Length })]),
        },
        ["data"] = new JsonArray([.. rows.Select(row => new JsonArray([.. row.Select(value => (JsonNode?)value)]))]),
        ["code"] = "090001",
        ["statementHandle"] = handle,
    }.ToJsonString();

    internal static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private void Use(Func<SnowflakeSqlApiOptions, SnowflakeSqlApiOptions> change)
    {
        _scripted.Dispose();
        _scripted = new ScriptedSource(change);
    }

    private async Task<DbCommand> CommandAsync(string text)
    {
        var connection = await _scripted.Source.OpenConnectionAsync();
        var command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    private static HttpResponseMessage Packed(string body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress))
        {
            gzip.Write(Encoding.UTF8.GetBytes(body));
        }

        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpResponseMessage { Content = content };
    }
}
