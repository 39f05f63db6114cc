using System.Data.Common;
using System.Text.Json;
using CdcToSnowflake.Emulator.Tests.Pipes;
using CdcToSnowflake.Emulator.Tests.Tasks;
using CdcToSnowflake.Storage;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Manual;

/// <summary>How pipes are watched, paused, refreshed and heard: each test named by the page that says so.</summary>
public sealed class PipeOperationPagesTests : IDisposable
{
    // As "Enabling Snowpipe error notifications for Amazon SNS" prints it, without the escapes of SNS's envelope.
    private const string ErrorExample = """
        {"version":"1.0","messageId":"a62e34bc-6141-4e95-92d8-f04fe43b43f5","messageType":"INGEST_FAILED_FILE","timestamp":"2021-10-22T19:15:29.471Z","accountName":"MYACCOUNT","pipeName":"MYDB.MYSCHEMA.MYPIPE","tableName":"MYDB.MYSCHEMA.MYTABLE","stageLocation":"s3://mybucket/mypath","messages":[{"fileName":"/file1.csv_0_0_0.csv.gz","firstError":"Numeric value 'abc' is not recognized"}]}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("pipe-operations-").FullName;
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly RecordingSink _heard = new();
    private readonly SnowflakeEmulator _emulator;
    private readonly DbConnection _sql;
    private readonly FolderObjectStore _files;

    public PipeOperationPagesTests()
    {
        _emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = _clock, Notifications = _heard });
        _files = new FolderObjectStore(_folder);
        _sql = _emulator.OpenIn();
        _sql.Run($"CREATE STAGE st URL = '{_files.Location.AbsoluteUri}'; CREATE TABLE t (a NUMBER(5,0)); {Pipe("p", "in/")}");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private IReadOnlyList<string> Rows => _sql.Rows("SELECT a FROM t ORDER BY a");

    private static string Pipe(string name, string path, string options = "AUTO_INGEST = TRUE") =>
        $"CREATE PIPE {name} {options} AS COPY INTO t FROM (SELECT $1:\"a\"::NUMBER(5,0) FROM @st/{path}) FILE_FORMAT = (TYPE = PARQUET)";

    private JsonElement Status(string pipe = "p") => JsonDocument.Parse(_sql.One($"SELECT SYSTEM$PIPE_STATUS('{pipe}')")).RootElement;

    private string History(string columns, string arguments = "") =>
        string.Join(", ", _sql.Rows($"SELECT {columns} FROM TABLE(information_schema.copy_history(TABLE_NAME => 't', START_TIME => DATEADD('day', -13, CURRENT_TIMESTAMP()){arguments})) ORDER BY file_name"));

    private static Task PutAsync(IObjectStore store, string key, int a) => StagedFiles.PutAsync(store, key, $"SELECT {a} AS a");

    [Fact]
    public async Task SystemPipeStatus_HasTheFieldsThatApply()
    {
        Assert.Equal("""{"executionState":"RUNNING","pendingFileCount":0,"numOutstandingMessagesOnChannel":0}""", Status().GetRawText());
        var store = await _emulator.WatchAsync(_files);
        await PutAsync(store, "in/1.parquet", 1);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await PutAsync(store, "in/2.parquet", 2);
        var waiting = Status();
        Assert.Equal(["in/1.parquet", "2", "in/2.parquet"], new[] { "oldestPendingFilePath", "pendingFileCount", "lastForwardedFilePath" }.Select(name => waiting.GetProperty(name).ToString()));
        Assert.Equal(_clock.GetUtcNow().AddMinutes(-1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture), waiting.GetProperty("oldestFileTimestamp").GetString());
        await _emulator.DrainAsync();
        var done = Status();
        Assert.False(done.TryGetProperty("oldestPendingFilePath", out _));
        Assert.Equal("in/2.parquet", done.GetProperty("lastIngestedFilePath").GetString());
        Assert.Equal(_clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture), done.GetProperty("lastIngestedTimestamp").GetString());
    }

    [Theory]
    [InlineData("DROP TABLE t", "STOPPED_MISSING_TABLE", "CREATE TABLE t (a NUMBER(5,0))")]
    [InlineData("DROP STAGE st", "STOPPED_STAGE_DROPPED", "CREATE STAGE st URL = '{0}'")]
    public async Task SystemPipeStatus_WhatThePipeNeedsIsGone_StoppedWithItsFilesWaiting(string drop, string state, string create)
    {
        var store = await _emulator.WatchAsync(_files);
        await PutAsync(store, "in/1.parquet", 1);
        _sql.Run(drop);
        await _emulator.DrainAsync();
        Assert.Equal(state, Status().GetProperty("executionState").GetString());
        Assert.Contains("does not exist", Status().GetProperty("error").GetString(), StringComparison.Ordinal);
        _sql.Run(create.Replace("{0}", _files.Location.AbsoluteUri, StringComparison.Ordinal));
        await _emulator.DrainAsync();
        Assert.Equal(["1"], Rows);
    }

    [Fact]
    public async Task AlterPipe_RefreshPrefixAndModifiedAfter_QueuesOnlySuch()
    {
        await _emulator.WatchAsync(_files);
        await PutAsync(_files, "in/d1/old.parquet", 1);
        await PutAsync(_files, "in/d1/new.parquet", 2);
        await PutAsync(_files, "in/d2/new.parquet", 3);
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "in/d1/old.parquet"), _clock.GetUtcNow().UtcDateTime.AddHours(-5));
        _sql.Run($"ALTER PIPE p REFRESH PREFIX = 'd1/' MODIFIED_AFTER = '{_clock.GetUtcNow().AddHours(-1):yyyy-MM-dd'T'HH:mm:sszzz}'");
        await _emulator.DrainAsync();
        Assert.Equal(["2"], Rows);

        // "Of the oldest data files": those of that very time are among them.
        var exact = DateTimeOffset.FromUnixTimeSeconds(_clock.GetUtcNow().ToUnixTimeSeconds() - 7200);
        await PutAsync(_files, "in/d3/exact.parquet", 4);
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "in/d3/exact.parquet"), exact.UtcDateTime);
        _sql.Run($"ALTER PIPE p REFRESH PREFIX = 'd3/' MODIFIED_AFTER = '{exact.AddSeconds(1):yyyy-MM-dd'T'HH:mm:sszzz}'");
        await _emulator.DrainAsync();
        Assert.Equal(["2"], Rows);
        _sql.Run($"ALTER PIPE p REFRESH PREFIX = 'd3/' MODIFIED_AFTER = '{exact:yyyy-MM-dd'T'HH:mm:sszzz}'");
        await _emulator.DrainAsync();
        Assert.Equal(["2", "4"], Rows);
        _sql.Run("ALTER PIPE p REFRESH PREFIX = 'd1/'");
        await _emulator.DrainAsync();
        Assert.Equal(["1", "2", "4"], Rows);
        _sql.Fails($"ALTER PIPE p REFRESH MODIFIED_AFTER = '{_clock.GetUtcNow().AddDays(-8):yyyy-MM-dd}'");
        _sql.Fails("ALTER PIPE p REFRESH MODIFIED_AFTER = 'yesterday'");
    }

    [Fact]
    public async Task AlterPipe_Refresh_ReachesSevenDaysBack_AndPassesOverWhatACopyStatementLoaded()
    {
        await _emulator.WatchAsync(_files);
        await PutAsync(_files, "in/1.parquet", 1);
        await PutAsync(_files, "in/2.parquet", 2);
        await PutAsync(_files, "in/3.parquet", 3);
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "in/1.parquet"), _clock.GetUtcNow().UtcDateTime.AddDays(-8));
        _sql.Run("COPY INTO t FROM (SELECT $1:\"a\"::NUMBER(5,0) FROM @st/in/) PATTERN = '.*2[.]parquet' FILE_FORMAT = (TYPE = PARQUET); ALTER PIPE p REFRESH");
        await _emulator.DrainAsync();
        Assert.Equal(["2", "3"], Rows);
    }

    [Fact]
    public async Task ManagingSnowpipe_OverwrittenAfter14Days_IsLoadedAgain()
    {
        var store = await _emulator.WatchAsync(_files);
        await PutAsync(store, "in/1.parquet", 1);
        await _emulator.DrainAsync();
        _clock.Advance(TimeSpan.FromDays(13));
        await PutAsync(store, "in/1.parquet", 2);
        await _emulator.DrainAsync();
        Assert.Equal(["1"], Rows);
        _clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        await PutAsync(store, "in/1.parquet", 3);
        await _emulator.DrainAsync();
        Assert.Equal(["1", "3"], Rows);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SystemPipeForceResume_PausedForOver14Days_IsStaleAndForgetsOldMessages(bool isLookedAt)
    {
        var store = await _emulator.WatchAsync(_files);
        _sql.Run("ALTER PIPE p SET PIPE_EXECUTION_PAUSED = TRUE");
        await PutAsync(store, "in/old.parquet", 1);
        _clock.Advance(TimeSpan.FromDays(10));
        await PutAsync(store, "in/new.parquet", 2);
        Assert.Equal(2, Status().GetProperty("pendingFileCount").GetInt32());
        _clock.Advance(TimeSpan.FromDays(4) + TimeSpan.FromSeconds(1));
        if (isLookedAt)
        {
            Assert.Equal("PAUSED", Status().GetProperty("executionState").GetString());
            Assert.Equal(1, Status().GetProperty("pendingFileCount").GetInt32());
        }

        Assert.Contains("stale", _sql.Fails("ALTER PIPE p SET PIPE_EXECUTION_PAUSED = FALSE").Message, StringComparison.Ordinal);
        _sql.Fails("SELECT SYSTEM$PIPE_FORCE_RESUME('p')");
        _sql.Fails("SELECT SYSTEM$PIPE_FORCE_RESUME('p', 'whatever')");
        _sql.Run("SELECT SYSTEM$PIPE_FORCE_RESUME('p', 'staleness_check_override, ownership_transfer_check_override')");
        await _emulator.DrainAsync();
        Assert.Equal(["2"], Rows);
    }

    [Fact]
    public async Task SystemPipeForceResume_PausedShortly_ResumesByNameAlone()
    {
        var store = await _emulator.WatchAsync(_files);
        _sql.Run("ALTER PIPE p SET PIPE_EXECUTION_PAUSED = TRUE");
        await PutAsync(store, "in/1.parquet", 1);
        _sql.Run("SELECT SYSTEM$PIPE_FORCE_RESUME('d.public.p')");
        await _emulator.DrainAsync();
        Assert.Equal(["1"], Rows);
    }

    [Fact]
    public async Task EnablingSnowpipeErrorNotificationsForAmazonSns_SkippedFiles_MessageIsTheExamples_ButForNamesIdsAndTimes()
    {
        _sql.Run("CREATE NOTIFICATION INTEGRATION my_errors ENABLED = TRUE DIRECTION = OUTBOUND TYPE = QUEUE NOTIFICATION_PROVIDER = AWS_SNS AWS_SNS_TOPIC_ARN = 'arn:t' AWS_SNS_ROLE_ARN = 'arn:r'");
        _sql.Run("CREATE TABLE n (a NUMBER(5,0)); CREATE PIPE told AUTO_INGEST = TRUE ERROR_INTEGRATION = my_errors AS COPY INTO n FROM (SELECT $1:\"a\"::NUMBER(5,0) FROM @st/told/) FILE_FORMAT = (TYPE = PARQUET)");
        var store = await _emulator.WatchAsync(_files);
        await StagedFiles.PutAsync(store, "told/file1.parquet", "SELECT 'abc' AS a");
        await StagedFiles.PutAsync(store, "in/silent.parquet", "SELECT 'abc' AS a");
        await _emulator.DrainAsync();
        var (integration, message) = Assert.Single(_heard.Heard);
        Assert.Equal("MY_ERRORS", integration);
        var (expected, actual) = (JsonDocument.Parse(ErrorExample).RootElement, JsonDocument.Parse(message).RootElement);
        Assert.Equal(expected.EnumerateObject().Select(field => field.Name), actual.EnumerateObject().Select(field => field.Name));
        Assert.Equal(
            ["1.0", "INGEST_FAILED_FILE", "D.PUBLIC.TOLD", "D.PUBLIC.N", _files.Location.AbsoluteUri + "told", """[{"fileName":"/file1.parquet","firstError":"Numeric value 'abc' is not recognized"}]"""],
            new[] { "version", "messageType", "pipeName", "tableName", "stageLocation", "messages" }.Select(field => actual.GetProperty(field) is { ValueKind: JsonValueKind.String } text ? text.GetString() : actual.GetProperty(field).GetRawText()));
        _sql.Run("ALTER PIPE told UNSET ERROR_INTEGRATION");
        await StagedFiles.PutAsync(store, "told/file2.parquet", "SELECT 'abc' AS a");
        await _emulator.DrainAsync();
        Assert.Single(_heard.Heard);
    }

    [Fact]
    public async Task CopyHistory_OfPipesAndStatements_InItsColumns()
    {
        var store = await _emulator.WatchAsync(_files);
        await PutAsync(store, "in/1.parquet", 1);
        await StagedFiles.PutAsync(store, "in/2.parquet", "SELECT 'abc' AS a");
        await _emulator.DrainAsync();
        await PutAsync(_files, "bulk/3.parquet", 3);
        _sql.Run("COPY INTO t FROM (SELECT $1:\"a\"::NUMBER(5,0) FROM @st/bulk/) FILE_FORMAT = (TYPE = PARQUET)");
        Assert.Equal(
            "bulk/3.parquet|Loaded|1|0|∅|D|PUBLIC|T|∅|∅|∅, in/1.parquet|Loaded|1|0|∅|D|PUBLIC|T|D|PUBLIC|P, in/2.parquet|Load failed|0|1|Numeric value 'abc' is not recognized|D|PUBLIC|T|D|PUBLIC|P",
            History("file_name, status, row_count, error_count, first_error_message, table_catalog_name, table_schema_name, table_name, pipe_catalog_name, pipe_schema_name, pipe_name"));
        Assert.Equal("in/1.parquet, in/2.parquet", History("file_name", ", PIPE_NAME => 'p'"));
        Assert.Equal("∅, ∅", string.Join(", ", _sql.Rows("SELECT NULL FROM TABLE(information_schema.copy_history(TABLE_NAME => 't', START_TIME => DATEADD('day', -1, CURRENT_TIMESTAMP()))) WHERE pipe_received_time IS NOT NULL")));
        Assert.Contains("START_TIME", _sql.Fails("SELECT 1 FROM TABLE(information_schema.copy_history(TABLE_NAME => 't'))").Message, StringComparison.Ordinal);

        // Dropping or recreating a table removes the history of statements, of a pipe that of the pipe.
        _sql.Run("CREATE OR REPLACE TABLE t (a NUMBER(5,0))");
        Assert.Equal("in/1.parquet, in/2.parquet", History("file_name"));
        _sql.Run("DROP PIPE p");
        Assert.Empty(History("file_name"));
    }

    [Fact]
    public void ValidatePipeLoad_OfATransformingPipe_IsAnError() =>
        Assert.Contains("transforms", _sql.Fails("SELECT * FROM TABLE(information_schema.validate_pipe_load(PIPE_NAME => 'p', START_TIME => DATEADD('hour', -1, CURRENT_TIMESTAMP())))").Message, StringComparison.Ordinal);

    [Fact]
    public async Task AlterPipe_Refresh_FindsAFileWhoseNotificationWasLost()
    {
        using var emulator = new SnowflakeEmulator(new EmulatorOptions { Chaos = new PipeChaos { Seed = 3, Lose = 0.5, Delay = 0, Duplicate = 0 } });
        using var sql = emulator.OpenIn();
        sql.Run($"CREATE STAGE st URL = '{_files.Location.AbsoluteUri}'; CREATE TABLE t (a NUMBER(5,0)); {Pipe("p", "in/")}");
        var store = await emulator.WatchAsync(_files);
        for (var i = 0; i < 20; i++)
        {
            await PutAsync(store, $"in/{i}.parquet", i);
        }

        await emulator.DrainAsync();
        Assert.InRange(sql.Rows("SELECT a FROM t").Count, 1, 19);
        sql.Run("ALTER PIPE p REFRESH");
        await emulator.DrainAsync();
        Assert.Equal(20, sql.Rows("SELECT a FROM t").Count);
    }
}
