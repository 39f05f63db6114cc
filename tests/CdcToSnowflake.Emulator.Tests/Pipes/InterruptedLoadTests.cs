using System.Data.Common;
using CdcToSnowflake.Emulator.Tests.Tasks;
using CdcToSnowflake.Storage;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Pipes;

/// <summary>What ends a load amid it takes no file out of the queue, and ends no loop.</summary>
public sealed class InterruptedLoadTests : IDisposable
{
    // Far above any load, and far below a hang of the whole suite.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private const string Table = "CREATE TABLE t (a NUMBER(5,0))";

    private readonly string _folder = Directory.CreateTempSubdirectory("interrupted-").FullName;
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly RecordingSink _sink = new();
    private readonly SnowflakeEmulator _emulator;
    private readonly DbConnection _sql;
    private readonly HeldReadStore _held;

    public InterruptedLoadTests()
    {
        _emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = _clock, Notifications = _sink });
        _held = new HeldReadStore(new FolderObjectStore(_folder));
        _sql = _emulator.OpenIn();
        _sql.Run($"""
            CREATE STAGE st URL = '{_held.Location.AbsoluteUri}'; {Table}; CREATE TABLE other (a NUMBER(5,0));
            CREATE PIPE p AUTO_INGEST = TRUE AS COPY INTO t FROM (SELECT $1:"a"::NUMBER(5,0) FROM @st/in/) FILE_FORMAT = (TYPE = PARQUET);
            CREATE NOTIFICATION INTEGRATION errors ENABLED = TRUE TYPE = QUEUE DIRECTION = OUTBOUND NOTIFICATION_PROVIDER = AWS_SNS AWS_SNS_TOPIC_ARN = 'arn:aws:sns:eu-central-1:1:t' AWS_SNS_ROLE_ARN = 'arn:aws:iam::1:role/r'
            """);
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task TableDroppedAmidALoad_FilesWaitForAnother()
    {
        var store = await _emulator.WatchAsync(_held);
        await StagedFiles.PutAsync(store, "in/1.parquet", "SELECT 1 AS a");
        await StagedFiles.PutAsync(store, "in/2.parquet", "SELECT 2 AS a");
        var step = _emulator.StepAsync();
        await _held.Asked.WaitAsync(Longest);
        _sql.Run("DROP TABLE t");
        _held.Go.SetResult();
        await step;
        Assert.Contains("\"executionState\":\"STOPPED_MISSING_TABLE\"", _sql.One("SELECT SYSTEM$PIPE_STATUS('p')"), StringComparison.Ordinal);
        Assert.Contains("\"pendingFileCount\":2", _sql.One("SELECT SYSTEM$PIPE_STATUS('p')"), StringComparison.Ordinal);
        _sql.Run(Table);
        await _emulator.DrainAsync();
        Assert.Equal(["1", "2"], _sql.Rows("SELECT a FROM t ORDER BY a"));
    }

    [Fact]
    public async Task StepCancelledAmidAFetch_FilesLoadLater()
    {
        var store = await _emulator.WatchAsync(_held);
        await StagedFiles.PutAsync(store, "in/1.parquet", "SELECT 1 AS a");
        await StagedFiles.PutAsync(store, "in/2.parquet", "SELECT 2 AS a");
        using var stop = new CancellationTokenSource();
        var step = _emulator.StepAsync(stop.Token);
        await _held.Asked.WaitAsync(Longest);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => step);
        _held.Go.SetResult();
        await _emulator.DrainAsync();
        Assert.Equal(["1", "2"], _sql.Rows("SELECT a FROM t ORDER BY a"));
    }

    [Fact]
    public async Task FileThatIsGoneFromItsFolder_IsSkipped_AndTheOthersLoad()
    {
        var files = new FolderObjectStore(_folder);
        var store = await _emulator.WatchAsync(files);
        _sql.Run($"CREATE STAGE files URL = '{files.Location.AbsoluteUri}'; CREATE PIPE lines AUTO_INGEST = TRUE AS COPY INTO t FROM (SELECT $1::NUMBER(5,0) FROM @files/lines/) FILE_FORMAT = (TYPE = CSV)");
        await StagedFiles.PutTextAsync(store, "lines/1.csv", "1\n");
        await StagedFiles.PutTextAsync(store, "lines/2.csv", "2\n");
        File.Delete(Path.Combine(_folder, "lines", "1.csv"));
        await _emulator.DrainAsync();
        Assert.Equal(["2"], _sql.Rows("SELECT a FROM t ORDER BY a"));
        Assert.Equal("Load failed", _sql.One("SELECT STATUS FROM TABLE(INFORMATION_SCHEMA.COPY_HISTORY(TABLE_NAME => 'T', START_TIME => DATEADD(hour, -1, CURRENT_TIMESTAMP()))) WHERE FILE_NAME LIKE '%1.csv'"));
    }

    [Fact]
    public async Task SinkThatThrows_HoldsUpNoOtherMessage_AndEndsNoLoop()
    {
        _held.Go.SetResult();
        await _emulator.WatchAsync(_held);
        _sql.Run("CREATE TASK one ERROR_INTEGRATION = errors AS SELECT 'x'::NUMBER(5,0); CREATE TASK two ERROR_INTEGRATION = errors AS SELECT 'x'::NUMBER(5,0)");
        _sql.Run("EXECUTE TASK one; EXECUTE TASK two");
        _sink.Refusals = 1;
        using var stop = new CancellationTokenSource();
        var running = _emulator.RunAsync(stop.Token);
        Assert.True(await _sink.HearsAsync(TimeSpan.FromSeconds(30)) && await _sink.HearsAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(2, _sink.Heard.Distinct().Count());
        while (!await _sink.HearsAsync(TimeSpan.FromMilliseconds(10)))
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(_sink.Heard[0], _sink.Heard[2]);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task TaskWhoseStoreFails_IsFailed()
    {
        await _emulator.WatchAsync(new LostStore(new Uri("s3://lost/")));
        _sql.Run("CREATE STAGE lost URL = 's3://lost/'; CREATE TASK bad AS COPY INTO other FROM @lost/in/ FILE_FORMAT = (TYPE = CSV); EXECUTE TASK bad");
        await _emulator.StepAsync();
        Assert.StartsWith("FAILED|SQL execution internal error: The store is away.", _sql.One("SELECT state, error_message FROM TABLE(information_schema.task_history()) WHERE completed_time IS NOT NULL"), StringComparison.Ordinal);
    }
}
