using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using CdcToSnowflake.Binlog.Tests.Protocol;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Files;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Tests.Servers;
using Microsoft.Extensions.Time.Testing;
using MySqlConnector;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>What becomes of a reading whose connection is lost, leads elsewhere or shows less than the log, or that has nowhere to put its rows.</summary>
[Collection(MySqlCollection.Name)]
public sealed partial class ChunkReaderTests(MySqlFixture mysql) : IDisposable
{
    private const string Schema = "chunk_reader";

    private static readonly TableName Name = new(Schema, "t");

    private readonly FakeTimeProvider _time = new();
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _waits = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_ConnectionLostAfterEachLongSelect_IsReadAgain()
    {
        await CreateAsync(mysql.Server, "INSERT INTO t VALUES (1, 1)");
        await using var reader = Reader(mysql.Server.ConnectionString);
        await using var session = await mysql.Server.OpenAsync(Schema);
        await ExecuteAsync(session, "LOCK TABLES t WRITE");
        var reading = reader.ReadAsync(await RequestAsync(mysql.Server), TestContext.Current.CancellationToken);
        var connection = 0L;
        for (var i = 0; i < 2; i++)
        {
            connection = await UntilHeldAsync(connection);
            _time.Advance(TimeSpan.FromMinutes(10));
            await mysql.Server.ExecuteAsync($"KILL {connection}");
        }

        await ExecuteAsync(session, "UNLOCK TABLES");
        Assert.Equal(1, (await WithTimeAsync(reading)).Rows!.Rows);
    }

    [Fact]
    public async Task Read_NoServerForMinutes_FailsAndSaysSo()
    {
        await CreateAsync(mysql.Server, "");
        await using var reader = Reader("Server=127.0.0.1;Port=1;User ID=root");
        var error = await Assert.ThrowsAsync<SnapshotSourceException>(async () => await WithTimeAsync(reader.ReadAsync(await RequestAsync(mysql.Server), TestContext.Current.CancellationToken)));
        Assert.Contains("could not be read for 5 minutes", error.Message, StringComparison.Ordinal);
    }

    // The old server lives on, and its connection stays open: what it shows isn't what the log says, nor are its places the log's.
    [Fact]
    public async Task Read_LogIsAnotherServersBetweenTwoChunks_WaitsUntilTheNameLeadsThere()
    {
        await using var other = await MySqlServer.StartAsync(new() { ServerId = 2 });
        await CreateAsync(mysql.Server, "INSERT INTO t VALUES (1, 1)");
        await CreateAsync(other, "INSERT INTO t VALUES (1, 1), (2, 2)");
        await using var proxy = new FaultProxy(mysql.Server.Host, mysql.Server.Port);
        await using var reader = Reader(new MySqlConnectionStringBuilder(mysql.Server.ConnectionString) { Server = "127.0.0.1", Port = (uint)proxy.Port }.ConnectionString);
        Assert.Equal(1, (await WithTimeAsync(reader.ReadAsync(await RequestAsync(mysql.Server), TestContext.Current.CancellationToken))).Rows!.Rows);

        var request = await RequestAsync(other);
        var reading = reader.ReadAsync(request, TestContext.Current.CancellationToken);
        await UntilToldAsync(reading, 2);
        Assert.All(_waits, what => Assert.Contains("leads to the server", what, StringComparison.Ordinal));
        Assert.True(reader.IsWaiting);
        proxy.MoveTo(other.Host, other.Port);
        var chunk = await WithTimeAsync(reading);
        Assert.Equal((2, request.From.ServerUuid), (chunk.Rows!.Rows, chunk.End.ServerUuid));
        Assert.False(reader.IsWaiting);
    }

    // So it would wait for the old server for ever.
    [Fact]
    public async Task Read_LogMovesOnWhileItWaits_Ends()
    {
        await CreateAsync(mysql.Server, "");
        await using var reader = Reader(mysql.Server.ConnectionString);
        var request = await RequestAsync(mysql.Server);
        var reading = reader.ReadAsync(request with { From = request.From with { ServerUuid = Guid.NewGuid() } }, TestContext.Current.CancellationToken);
        await UntilToldAsync(reading, 1);
        reader.Recall();
        Assert.True(await WithTimeAsync(reading) is { IsBroken: true, Rows: null });
        reader.Forget();
        Assert.Equal(0, (await WithTimeAsync(reader.ReadAsync(request, TestContext.Current.CancellationToken))).Rows!.Rows);
    }

    [Fact]
    public async Task Read_WholeTableThatIsOfNoUseAnyMore_EndsAtItsNextRow()
    {
        await CreateAsync(mysql.Server, "CREATE TABLE log (v INT); INSERT INTO log WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 900) SELECT i FROM n");
        ChunkReader? reader = null;
        await using var made = reader = new ChunkReader(
            new MySqlSnapshotSource(mysql.Server.ConnectionString),
            new SnapshotOptions(),
            table => table,
            _ =>
            {
                reader!.Recall(); // its sessions are there, and its SELECT isn't
                return [];
            },
            _folder.Path,
            _time,
            (_, _, _) => { });
        var chunk = await WithTimeAsync(reader.ReadAsync((await RequestAsync(mysql.Server)) with { Name = new TableName(Schema, "log") }, TestContext.Current.CancellationToken));
        Assert.Equal((true, 1), (chunk.IsBroken, chunk.Rows!.Rows));
        Assert.NotNull(reader.WholeFrom);
    }

    // A backup's FLUSH TABLES WITH READ LOCK, or a replica that is waited for without an end.
    [Fact]
    public async Task Read_CommitsTakeLongerThanALostServerMay_AreWaitedForAndTold()
    {
        await mysql.Server.ExecuteAsync("RESET BINARY LOGS AND GTIDS");
        await CreateAsync(mysql.Server, "INSERT INTO t VALUES (1, 1)");
        await using var reader = Reader(mysql.Server.ConnectionString);
        var request = await RequestAsync(mysql.Server);
        var next = LastNumber().Replace(request.From.GtidSet!, number => $"{long.Parse(number.Value, null) + 1}");
        Assert.NotEqual(request.From.GtidSet, next);
        var reading = reader.ReadAsync(request with { From = request.From with { GtidSet = next } }, TestContext.Current.CancellationToken);
        await UntilToldAsync(reading, 4);
        Assert.All(_waits, what => Assert.Contains("don't show what the log says", what, StringComparison.Ordinal));
        await mysql.Server.ExecuteAsync("INSERT INTO t VALUES (2, 2)", Schema);
        Assert.Equal(2, (await WithTimeAsync(reading)).Rows!.Rows);
        Assert.False(reader.IsWaiting);
    }

    [Fact]
    public async Task Run_NoRoomForRows_SaysSoAtOnce()
    {
        await CreateAsync(mysql.Server, "SET SESSION cte_max_recursion_depth = 10000; CREATE TABLE wide (f FLOAT PRIMARY KEY, v TEXT); INSERT INTO wide WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 300) SELECT i, REPEAT('x', 30000) FROM n");
        await using var live = new LiveCapture(mysql.Server, new CaptureOptions { Tables = [$"{Schema}.wide"], ScratchFolder = Path.Combine(_folder.Path, "gone") });
        var error = await Assert.ThrowsAsync<ScratchFileException>(() => live.Run.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains("CaptureOptions.ScratchFolder", error.Message, StringComparison.Ordinal);
    }

    private ChunkReader Reader(string connectionString) => new(
        new MySqlSnapshotSource(connectionString), new SnapshotOptions(), table => table, _ => [0], _folder.Path, _time, (_, _, what) => _waits.Enqueue(what));

    private static async Task<ChunkRequest> RequestAsync(MySqlServer server)
    {
        await using var session = await SourceSession.OpenAsync(server.ConnectionString, TestContext.Current.CancellationToken);
        var now = await SourcePosition.NowAsync(session, TestContext.Current.CancellationToken);
        return new ChunkRequest(Name, now, new TableSnapshot { Schema = Schema, Table = "t", Ids = [] }, null, 0);
    }

    private static Task CreateAsync(MySqlServer server, string sql) => server.ExecuteAsync($"DROP DATABASE IF EXISTS {Schema}; CREATE DATABASE {Schema}; USE {Schema}; CREATE TABLE t (id INT PRIMARY KEY, v INT); {sql}");

    private static async Task ExecuteAsync(MySqlConnection session, string sql)
    {
        await using var command = new MySqlCommand(sql, session);
        await command.ExecuteNonQueryAsync();
    }

    // Pauses are by the clock that is given.
    private async Task<SnapshotChunk> WithTimeAsync(Task<SnapshotChunk> reading)
    {
        for (var i = 0; !reading.IsCompleted; i++)
        {
            Assert.True(i < 3_000, "A minute has passed.");
            await Task.WhenAny(reading, Task.Delay(20));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        return await reading;
    }

    // At 1, 2, 4 and 8 minutes.
    private async Task UntilToldAsync(Task reading, int times)
    {
        for (var i = 0; _waits.Count < times; i++)
        {
            Assert.False(reading.IsCompleted, reading.Exception?.ToString());
            Assert.True(i < 3_000, "A minute has passed.");
            await Task.Delay(20);
            _time.Advance(TimeSpan.FromSeconds(5));
        }
    }

    private async Task<long> UntilHeldAsync(long before)
    {
        await using var connection = await mysql.Server.OpenAsync();
        await using var waiting = new MySqlCommand($"SELECT ID FROM information_schema.PROCESSLIST WHERE STATE LIKE 'Waiting for table%' AND INFO LIKE '%{Schema}%' AND ID NOT IN (CONNECTION_ID(), {before})", connection);
        for (var i = 0; ; i++)
        {
            if (await waiting.ExecuteScalarAsync() is { } id)
            {
                return Convert.ToInt64(id, null);
            }

            Assert.True(i < 600, "A minute has passed.");
            await Task.Delay(100);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [GeneratedRegex(@"\d+$")]
    private static partial Regex LastNumber();
}
