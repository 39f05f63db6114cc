using System.Data.Common;
using CdcToSnowflake.Emulator.Tests.Pipes;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Tests.Manual;

/// <summary>What the manual's pages say of how tasks and pipes are made; each test's name begins with its page's title.</summary>
public sealed class TaskAndPipePagesTests : IDisposable
{
    private const string Copy = "COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV)";

    private readonly string _folder = Directory.CreateTempSubdirectory("pages-").FullName;
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;
    private readonly FolderObjectStore _files;

    public TaskAndPipePagesTests()
    {
        _files = new FolderObjectStore(_folder);
        _sql = _emulator.OpenIn();
        _sql.Run($"CREATE STAGE st URL = '{_files.Location.AbsoluteUri}'; CREATE TABLE t (a VARCHAR); CREATE STREAM s ON TABLE t; CREATE WAREHOUSE w");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("TARGET_COMPLETION_INTERVAL = '9 SECONDS' WHEN SYSTEM$STREAM_HAS_DATA('s')")]
    [InlineData("TARGET_COMPLETION_INTERVAL = '25 HOURS' WHEN SYSTEM$STREAM_HAS_DATA('s')")]
    [InlineData("WHEN SYSTEM$STREAM_HAS_DATA('s')")]
    [InlineData("WAREHOUSE = w USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = 'XSMALL' SCHEDULE = '1 MINUTE'")]
    [InlineData("WAREHOUSE = w USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 9 WHEN SYSTEM$STREAM_HAS_DATA('s')")]
    [InlineData("WAREHOUSE = w USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 604801 WHEN SYSTEM$STREAM_HAS_DATA('s')")]
    [InlineData("SCHEDULE = '1 MINUTE' TASK_AUTO_RETRY_ATTEMPTS = 31")]
    [InlineData("SCHEDULE = '1 MINUTE' TASK_AUTO_RETRY_ATTEMPTS = -1")]
    [InlineData("SCHEDULE = '11521 MINUTES'")]
    [InlineData("SCHEDULE = '1 MINUTE' WHEN (SELECT COUNT(*) FROM t) > 0")]
    public void CreateTask_WhatIsOutOfItsRange_IsRefused(string settings) => _sql.Fails($"CREATE TASK k {settings} AS SELECT 1");

    [Theory]
    [InlineData("TARGET_COMPLETION_INTERVAL = '10 SECONDS' WHEN SYSTEM$STREAM_HAS_DATA('s')")]
    [InlineData("TARGET_COMPLETION_INTERVAL = '24 HOURS' WHEN SYSTEM$STREAM_HAS_DATA('s') AND NOT SYSTEM$STREAM_HAS_DATA('s')")]
    [InlineData("TARGET_COMPLETION_INTERVAL = '86400 S' WHEN SYSTEM$STREAM_HAS_DATA('s')")]
    [InlineData("TARGET_COMPLETION_INTERVAL = '1 MINUTE' WHEN SYSTEM$STREAM_HAS_DATA('s')")]
    [InlineData("TARGET_COMPLETION_INTERVAL = '1440 M' WHEN SYSTEM$STREAM_HAS_DATA('s')")]
    [InlineData("TARGET_COMPLETION_INTERVAL = '1 H' WHEN SYSTEM$STREAM_HAS_DATA('s')")]
    [InlineData("WAREHOUSE = w USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 10 WHEN SYSTEM$STREAM_HAS_DATA('s')")]
    [InlineData("WAREHOUSE = w USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 604800 WHEN SYSTEM$STREAM_HAS_DATA('s') OR SYSTEM$STREAM_HAS_DATA('s')")]
    [InlineData("SCHEDULE = '11520 MINUTES' TASK_AUTO_RETRY_ATTEMPTS = 30")]
    public void CreateTask_TheEndsOfItsRanges_AreTaken(string settings) => _sql.Run($"CREATE TASK k {settings} AS SELECT 1");

    [Theory]
    [InlineData(Copy + " ON_ERROR = ABORT_STATEMENT")]
    [InlineData(Copy + " PURGE = TRUE")]
    [InlineData(Copy + " FORCE = TRUE")]
    [InlineData(Copy + " FILES = ('1.csv')")]
    [InlineData(Copy + " SIZE_LIMIT = 10")]
    [InlineData(Copy + " RETURN_FAILED_ONLY = TRUE")]
    [InlineData("COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV) VALIDATION_MODE = RETURN_ERRORS")]
    public void CreatePipe_WhatItsCopyMayNotSay_IsRefused(string copy)
    {
        var error = _sql.Fails($"CREATE PIPE p AS {copy}");
        Assert.IsNotType<NotEmulatedException>(error);
        Assert.Contains("is not allowed in a pipe", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreatePipe_ItsExamples_ACopyInParenthesesIsTaken_AStreamingSourceRefusedByName()
    {
        _sql.Run($"CREATE PIPE p AS ({Copy})");
        Assert.Equal(Copy, _sql.One("SHOW PIPES ->> SELECT \"definition\" FROM $1"));
        Assert.Equal("a streaming source", Assert.IsType<NotEmulatedException>(_sql.Fails("CREATE PIPE q AS COPY INTO t FROM (SELECT $1 FROM TABLE(DATA_SOURCE(TYPE => 'STREAMING')))")).Feature);
    }

    [Fact]
    public async Task CreatePipe_OnErrorNotSaid_SkipsTheWholeFile()
    {
        _sql.Run("CREATE TABLE n (a NUMBER(5,0)); CREATE PIPE p AUTO_INGEST = TRUE AS COPY INTO n FROM @st/in/ FILE_FORMAT = (TYPE = CSV)");
        var store = await _emulator.WatchAsync(_files, Cancellation);
        await StagedFiles.PutTextAsync(store, "in/1.csv", "1\nnone\n");
        await StagedFiles.PutTextAsync(store, "in/2.csv", "2\n");
        await _emulator.DrainAsync(Cancellation);
        Assert.Equal(["2"], _sql.Rows("SELECT a FROM n"));
    }

    [Fact]
    public async Task IntroductionToSnowpipe_AFileUnderTheSameName_IsNotLoadedAgain_WhateverIsInIt()
    {
        _sql.Run($"CREATE PIPE p AUTO_INGEST = TRUE AS {Copy}");
        var store = await _emulator.WatchAsync(_files, Cancellation);
        await StagedFiles.PutTextAsync(store, "in/1.csv", "first\n");
        await _emulator.DrainAsync(Cancellation);
        await StagedFiles.PutTextAsync(store, "in/1.csv", "second\n");
        await _emulator.DrainAsync(Cancellation);
        Assert.Equal(["first"], _sql.Rows("SELECT a FROM t"));
    }

    [Fact]
    public async Task ManagingSnowpipe_ARecreatedPipe_ForgetsWhatItLoaded()
    {
        _sql.Run($"CREATE PIPE p AUTO_INGEST = TRUE AS {Copy}");
        var store = await _emulator.WatchAsync(_files, Cancellation);
        await StagedFiles.PutTextAsync(store, "in/1.csv", "x\n");
        await _emulator.DrainAsync(Cancellation);
        _sql.Run($"CREATE OR REPLACE PIPE p AUTO_INGEST = TRUE AS {Copy}; ALTER PIPE p REFRESH");
        await _emulator.DrainAsync(Cancellation);
        Assert.Equal(["x", "x"], _sql.Rows("SELECT a FROM t"));
    }
}
