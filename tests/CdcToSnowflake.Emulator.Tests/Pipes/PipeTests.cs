using System.Data.Common;
using CdcToSnowflake.Storage;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Pipes;

public sealed class PipeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipes-").FullName;
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly SnowflakeEmulator _emulator;
    private readonly DbConnection _sql;
    private readonly FolderObjectStore _files;

    public PipeTests()
    {
        _emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = _clock });
        _files = new FolderObjectStore(_folder);
        _sql = _emulator.OpenIn();
        _sql.Run($"""
            CREATE FILE FORMAT parquet TYPE = PARQUET NULL_IF = ();
            CREATE FILE FORMAT json TYPE = JSON;
            CREATE STAGE st URL = '{_files.Location.AbsoluteUri}';
            CREATE TABLE t (a NUMBER(5,0) NOT NULL, b VARCHAR, f VARCHAR);
            CREATE PIPE p AUTO_INGEST = TRUE AS COPY INTO t FROM (SELECT $1:"a"::NUMBER(5,0), $1:"b"::VARCHAR, METADATA$FILENAME FROM @st/in/) FILE_FORMAT = (FORMAT_NAME = 'parquet') ON_ERROR = SKIP_FILE
            """);
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private IReadOnlyList<string> Loads => _sql.Rows("SELECT file_name, status, row_count FROM TABLE(information_schema.copy_history(TABLE_NAME => 't', START_TIME => DATEADD('day', -1, CURRENT_TIMESTAMP()))) ORDER BY file_name, last_load_time");

    [Fact]
    public async Task AnnouncedFiles_LoadOnce_AlsoWhenWrittenAgain()
    {
        var store = await _emulator.WatchAsync(_files);
        await StagedFiles.PutAsync(store, "in/1.parquet", "SELECT 1 AS a, 'x' AS b");
        await StagedFiles.PutAsync(store, "in/2.parquet", "SELECT 2 AS a, 'y' AS b");
        await _emulator.DrainAsync();
        await StagedFiles.PutAsync(store, "in/1.parquet", "SELECT 100 AS a, 'again' AS b");
        await _emulator.DrainAsync();
        Assert.Equal(["1|x", "2|y"], _sql.Rows("SELECT a, b FROM t ORDER BY a"));
        Assert.Equal(["in/1.parquet|Loaded|1", "in/2.parquet|Loaded|1"], Loads);
        Assert.EndsWith("/in/1.parquet", _sql.One("SELECT f FROM t WHERE a = 1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DROP TABLE t", "CREATE TABLE t (a NUMBER(5,0) NOT NULL, b VARCHAR, f VARCHAR)")]
    [InlineData("ALTER STAGE st RENAME TO elsewhere", "ALTER STAGE elsewhere RENAME TO st")]
    public async Task AnnouncedFile_TheTableOrTheStageIsMissing_LoadsWhenItIsThereAgain(string away, string back)
    {
        var store = await _emulator.WatchAsync(_files);
        _sql.Run(away);
        await StagedFiles.PutAsync(store, "in/1.parquet", "SELECT 1 AS a, 'x' AS b");
        await _emulator.DrainAsync();
        _sql.Run(back);
        await _emulator.DrainAsync();
        Assert.Equal(["1|x"], _sql.Rows("SELECT a, b FROM t"));
    }

    [Fact]
    public async Task AnnouncedFile_TheTableIsMissing_WakesTheWorker_WhichTheTablesMakerMayHaveWokenTooEarly()
    {
        using var session = _emulator.OpenSession();
        var store = await _emulator.WatchAsync(_files);
        _sql.Run("DROP TABLE t");
        var woken = 0;
        session.Engine.Pipes.Announced += () => woken++;

        await StagedFiles.PutAsync(store, "in/1.parquet", "SELECT 1 AS a, 'x' AS b");
        Assert.Equal(1, woken);
        await StagedFiles.PutAsync(store, "in/2.parquet", "SELECT 2 AS a, 'y' AS b");
        Assert.Equal(1, woken);
    }

    [Fact]
    public async Task TableIsThereAgain_FileThatFailedBefore_IsNotReportedAnew()
    {
        var store = await _emulator.WatchAsync(_files);
        await store.CreateAsync("in/1.parquet", "broken"u8.ToArray());
        await _emulator.DrainAsync();
        _sql.Run("DROP TABLE t");
        await StagedFiles.PutAsync(store, "in/2.parquet", "SELECT 2 AS a, 'y' AS b");
        _sql.Run("CREATE TABLE t (a NUMBER(5,0) NOT NULL, b VARCHAR, f VARCHAR)");
        await _emulator.DrainAsync();

        Assert.Equal(["in/1.parquet|Load failed|0", "in/2.parquet|Loaded|1"], Loads);
    }

    [Fact]
    public async Task FileCameWhileTheTableWasMissing_AndTheProcessEnded_LoadsWhenTheTableIsThereAgain()
    {
        var database = Path.Combine(_folder, "snowflake.db");
        await using (var first = new SnowflakeEmulator(new EmulatorOptions { Database = database }))
        {
            using var sql = first.OpenIn();
            sql.Run($"CREATE STAGE st URL = '{_files.Location.AbsoluteUri}'; CREATE TABLE t (a NUMBER(5,0)); CREATE PIPE p AUTO_INGEST = TRUE AS COPY INTO t FROM (SELECT $1:\"a\"::NUMBER(5,0) FROM @st/in/) FILE_FORMAT = (TYPE = PARQUET); DROP TABLE t");
            await StagedFiles.PutAsync(await first.WatchAsync(_files), "in/1.parquet", "SELECT 1 AS a");
            await first.DrainAsync();
        }

        await using var second = new SnowflakeEmulator(new EmulatorOptions { Database = database });
        using var again = second.OpenIn();
        await second.WatchAsync(_files);
        await second.DrainAsync();
        again.Run("CREATE TABLE t (a NUMBER(5,0))");
        await second.DrainAsync();

        Assert.Equal(["1"], again.Rows("SELECT a FROM t"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WrittenFile_WhoseWriterNeverHeardOfIt_IsLoaded(bool writerIsCancelled)
    {
        await StagedFiles.PutAsync(_files, "elsewhere/1.parquet", "SELECT 1 AS a, 'x' AS b");
        var content = await File.ReadAllBytesAsync(Path.Combine(_folder, "elsewhere", "1.parquet"));
        var late = new LateAnswerStore(_files);
        var store = await _emulator.WatchAsync(late);
        using var writer = new CancellationTokenSource();

        var writing = store.CreateAsync("in/1.parquet", content, writer.Token);
        await (await Task.WhenAny(late.Written, writing)).WaitAsync(TimeSpan.FromMinutes(2));
        if (writerIsCancelled)
        {
            await writer.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
            late.Answer.SetResult();
        }
        else
        {
            late.Answer.SetException(new StorageException("The answer was lost.", late.Location));
            await Assert.ThrowsAsync<StorageException>(() => writing);
        }

        // A writer that is gone doesn't hear when the pipe has been told.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (_sql.Rows("SELECT a, b FROM t").Count == 0)
        {
            await _emulator.DrainAsync(limit.Token);
            await Task.Delay(5, limit.Token);
        }

        Assert.Equal(["1|x"], _sql.Rows("SELECT a, b FROM t"));
    }

    [Fact]
    public async Task FileBesideThePrefix_IsNotLoaded()
    {
        var store = await _emulator.WatchAsync(_files);
        await StagedFiles.PutAsync(store, "in2/1.parquet", "SELECT 1 AS a, 'x' AS b");
        await _emulator.DrainAsync();
        Assert.Empty(_sql.Rows("SELECT a FROM t"));
    }

    [Fact]
    public async Task BadFiles_AreSkippedWhole_AndTheOthersLoad()
    {
        var store = await _emulator.WatchAsync(_files);
        await StagedFiles.PutAsync(store, "in/1.parquet", "SELECT 1 AS a, 'x' AS b");
        await StagedFiles.PutAsync(store, "in/2.parquet", "SELECT * FROM (VALUES (2, 'ok'), (NULL, 'bad')) AS v(a, b)");
        await store.PutAsync("in/3.parquet", new MemoryStream([1, 2, 3]));
        await StagedFiles.PutAsync(store, "in/4.parquet", "SELECT 99999999 AS a, 'too big' AS b");
        await StagedFiles.PutAsync(store, "in/5.parquet", "SELECT 5 AS a, 'z' AS b");
        await _emulator.DrainAsync();
        Assert.Equal(["1|x", "5|z"], _sql.Rows("SELECT a, b FROM t ORDER BY a"));
        Assert.Equal(["in/1.parquet|Loaded|1", "in/2.parquet|Load failed|0", "in/3.parquet|Load failed|0", "in/4.parquet|Load failed|0", "in/5.parquet|Loaded|1"], Loads);
        Assert.Contains("NULL result in a non-nullable column", _sql.One("SELECT first_error_message FROM TABLE(information_schema.copy_history(TABLE_NAME => 't', START_TIME => DATEADD('day', -1, CURRENT_TIMESTAMP()))) WHERE file_name = 'in/2.parquet'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingColumn_IsNull_AlsoBesideFilesThatHaveIt()
    {
        var store = await _emulator.WatchAsync(_files);
        await StagedFiles.PutAsync(store, "in/1.parquet", "SELECT 1 AS a");
        await _emulator.DrainAsync();
        await StagedFiles.PutAsync(store, "in/2.parquet", "SELECT 2 AS a");
        await StagedFiles.PutAsync(store, "in/3.parquet", "SELECT 3 AS a, 'z' AS b, 'more' AS c");
        await _emulator.DrainAsync();
        Assert.Equal(["1|∅", "2|∅", "3|z"], _sql.Rows("SELECT a, b FROM t ORDER BY a"));
    }

    [Fact]
    public async Task FilesFromBeforeWatching_AreListed_UnlessLoaded()
    {
        await StagedFiles.PutAsync(_files, "in/1.parquet", "SELECT 1 AS a, 'x' AS b");
        var store = await _emulator.WatchAsync(_files);
        await _emulator.DrainAsync();
        await StagedFiles.PutAsync(_files, "in/2.parquet", "SELECT 2 AS a, 'y' AS b");
        await _emulator.WatchAsync(_files);
        await _emulator.DrainAsync();
        Assert.Equal(["1", "2"], _sql.Rows("SELECT a FROM t ORDER BY a"));
    }

    [Fact]
    public async Task NewPipe_LoadsEarlierFilesOnlyByRefresh()
    {
        var store = await _emulator.WatchAsync(_files);
        await StagedFiles.PutAsync(store, "late/1.parquet", "SELECT 1 AS a, 'x' AS b");
        _sql.Run("CREATE PIPE q AUTO_INGEST = TRUE AS COPY INTO t FROM (SELECT $1:\"a\"::NUMBER(5,0), $1:\"b\"::VARCHAR, NULL FROM @st/late/) FILE_FORMAT = (FORMAT_NAME = 'parquet')");
        await _emulator.DrainAsync();
        Assert.Empty(_sql.Rows("SELECT a FROM t"));
        _sql.Run("ALTER PIPE q REFRESH");
        await _emulator.DrainAsync();
        _sql.Run("ALTER PIPE q REFRESH");
        await _emulator.DrainAsync();
        Assert.Equal(["1"], _sql.Rows("SELECT a FROM t"));
    }

    [Fact]
    public async Task RecreatedPipe_ForgetsItsHistory()
    {
        var store = await _emulator.WatchAsync(_files);
        await StagedFiles.PutAsync(store, "in/1.parquet", "SELECT 1 AS a, 'x' AS b");
        await _emulator.DrainAsync();
        _sql.Run("CREATE OR REPLACE PIPE p AUTO_INGEST = TRUE AS COPY INTO t FROM (SELECT $1:\"a\"::NUMBER(5,0), $1:\"b\"::VARCHAR, NULL FROM @st/in/) FILE_FORMAT = (FORMAT_NAME = 'parquet'); ALTER PIPE p REFRESH");
        await _emulator.DrainAsync();
        Assert.Equal(["1", "1"], _sql.Rows("SELECT a FROM t"));
    }

    [Fact]
    public async Task PausedPipe_LoadsWhenItGoesOn()
    {
        var store = await _emulator.WatchAsync(_files);
        _sql.Run("ALTER PIPE p SET PIPE_EXECUTION_PAUSED = TRUE");
        await StagedFiles.PutAsync(store, "in/1.parquet", "SELECT 1 AS a, 'x' AS b");
        await _emulator.DrainAsync();
        Assert.Empty(_sql.Rows("SELECT a FROM t"));
        Assert.Contains("\"pendingFileCount\":1", _sql.One("SELECT SYSTEM$PIPE_STATUS('p')"), StringComparison.Ordinal);
        _sql.Run("ALTER PIPE p SET PIPE_EXECUTION_PAUSED = FALSE");
        await _emulator.DrainAsync();
        Assert.Equal(["1"], _sql.Rows("SELECT a FROM t"));
    }

    [Fact]
    public async Task JsonDocuments_PathsAndBigNumbers_Exact()
    {
        var store = await _emulator.WatchAsync(_files);
        _sql.Run("CREATE TABLE j (n NUMBER(20,0), s VARCHAR, first VARCHAR, at TIMESTAMP_LTZ); CREATE PIPE pj AUTO_INGEST = TRUE AS COPY INTO j FROM (SELECT $1:\"n\"::NUMBER(20,0), $1:\"s\"::VARCHAR, $1:\"list\"[0].\"k\"::VARCHAR, METADATA$START_SCAN_TIME FROM @st/json/) FILE_FORMAT = (FORMAT_NAME = 'json')");
        await store.CreateAsync("json/1.json", """
            {"n":18446744073709551615,"s":"é\"x","list":[{"k":"v"}]}
            {"n":null}
            """u8.ToArray());
        await _emulator.DrainAsync();
        Assert.Equal(["18446744073709551615|é\"x|v", "∅|∅|∅"], _sql.Rows("SELECT n, s, first FROM j ORDER BY n"));
        Assert.Equal("2", _sql.One("SELECT row_count FROM TABLE(information_schema.copy_history(TABLE_NAME => 'j', START_TIME => DATEADD('day', -1, CURRENT_TIMESTAMP())))"));
    }

    [Fact]
    public async Task Chaos_DoublesAndDelays_ButLoadsEverything()
    {
        using var emulator = new SnowflakeEmulator(new EmulatorOptions { Chaos = new PipeChaos { Seed = 7, Duplicate = 0.5, Delay = 0.5 } });
        using var sql = emulator.OpenIn();
        sql.Run($"""
            CREATE STAGE st URL = '{_files.Location.AbsoluteUri}'; CREATE TABLE t (a NUMBER(5,0));
            CREATE PIPE p AUTO_INGEST = TRUE AS COPY INTO t FROM (SELECT $1:"a"::NUMBER(5,0) FROM @st/in/) FILE_FORMAT = (TYPE = PARQUET)
            """);
        var store = await emulator.WatchAsync(_files);
        for (var i = 0; i < 40; i++)
        {
            await StagedFiles.PutAsync(store, $"in/{i:D2}.parquet", $"SELECT {i} AS a");
        }

        await emulator.StepAsync();
        Assert.InRange(int.Parse(sql.One("SELECT COUNT(*) FROM t"), System.Globalization.CultureInfo.InvariantCulture), 1, 39);
        await emulator.DrainAsync();
        Assert.Equal("40", sql.One("SELECT COUNT(DISTINCT a) FROM t"));
        var loaded = int.Parse(sql.One("SELECT COUNT(*) FROM t"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(loaded, 45, 75);
        Assert.Equal(loaded - 40, emulator.PipeChaosStruck.Repeated);
        Assert.InRange(emulator.PipeChaosStruck.Held, loaded - 39, loaded - 1); // each second load waits, and half of the first
    }

    [Fact]
    public async Task BulkCopy_LoadsEachFileOnce_UnlessForced()
    {
        await StagedFiles.PutAsync(_files, "bulk/1.parquet", "SELECT 1 AS a, 'x' AS b");
        const string Copy = "COPY INTO t FROM (SELECT $1:\"a\"::NUMBER(5,0), $1:\"b\"::VARCHAR, NULL FROM @st/bulk/) FILE_FORMAT = (FORMAT_NAME = 'parquet')";
        _sql.Run(Copy);
        _sql.Run(Copy);
        Assert.Equal("1", _sql.One("SELECT COUNT(*) FROM t"));
        _sql.Run(Copy + " FORCE = TRUE");
        Assert.Equal("2", _sql.One("SELECT COUNT(*) FROM t"));
    }
}
