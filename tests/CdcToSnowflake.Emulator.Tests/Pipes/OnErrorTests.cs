using System.Data.Common;
using CdcToSnowflake.Emulator.Tests.Tasks;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Tests.Pipes;

/// <summary>ON_ERROR, FILES and PATTERN of "COPY INTO &lt;table&gt;", and what COPY_HISTORY says afterwards.</summary>
public sealed class OnErrorTests : IDisposable
{
    private const string History = "SELECT file_name, status, row_count, row_parsed, error_count, error_limit, first_error_message, first_error_line_number, first_error_column_name "
        + "FROM TABLE(information_schema.copy_history(TABLE_NAME => 't', START_TIME => DATEADD('day', -1, CURRENT_TIMESTAMP()))) ORDER BY file_name";

    private readonly string _folder = Directory.CreateTempSubdirectory("onerror-").FullName;
    private readonly RecordingSink _heard = new();
    private readonly SnowflakeEmulator _emulator;
    private readonly DbConnection _sql;
    private readonly FolderObjectStore _files;

    public OnErrorTests()
    {
        _emulator = new SnowflakeEmulator(new EmulatorOptions { Notifications = _heard });
        _files = new FolderObjectStore(_folder);
        _sql = _emulator.OpenIn();
        _sql.Run($"CREATE STAGE st URL = '{_files.Location.AbsoluteUri}'; CREATE TABLE t (a NUMBER(5,0), b VARCHAR(3) NOT NULL)");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Copy(string more) => $"COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV) {more}";

    private async Task StageAsync()
    {
        await StagedFiles.PutTextAsync(_files, "in/1.csv", "1,a\n2,b\n");
        await StagedFiles.PutTextAsync(_files, "in/2.csv", "3,c\nbad,d\n4\n5,toolong\n6,\n7,e\n");
    }

    [Fact]
    public async Task Continue_LoadsTheRowsThatAreRight_AndTellsTheFirstError()
    {
        await StageAsync();
        Assert.Equal(
            ["in/1.csv|LOADED|2|2|2|0|∅|∅|∅", "in/2.csv|PARTIALLY_LOADED|6|2|6|4|Numeric value 'bad' is not recognized|2|\"T\"[\"A\":1]"],
            _sql.Rows(Copy("ON_ERROR = CONTINUE")).Select(row => string.Join('|', row[(row.IndexOf("/in/", StringComparison.Ordinal) + 1)..].Split('|').Where((_, i) => i != 8))));
        Assert.Equal(["1|a", "2|b", "3|c", "7|e"], _sql.Rows("SELECT a, b FROM t ORDER BY a"));
        Assert.Equal(
            ["in/1.csv|Loaded|2|2|0|2|∅|∅|∅", "in/2.csv|Partially loaded|2|6|4|6|Numeric value 'bad' is not recognized|2|\"T\"[\"A\":1]"],
            _sql.Rows(History));

        // What was loaded in part is loaded: not again.
        Assert.Equal(["Copy executed with 0 files processed."], _sql.Rows(Copy("ON_ERROR = CONTINUE")));
    }

    [Theory]
    [InlineData("SKIP_FILE", 2, 1)]
    [InlineData("SKIP_FILE_4", 2, 4)]
    [InlineData("SKIP_FILE_5", 4, 5)]
    [InlineData("'SKIP_FILE_66%'", 2, 4)]
    [InlineData("'SKIP_FILE_67%'", 4, 5)]
    [InlineData("SKIP_FILE_67%", 4, 5)]
    public async Task SkipFile_FromSoManyErrors(string onError, int rows, int limit)
    {
        await StageAsync();
        _sql.Run(Copy("ON_ERROR = " + onError));
        Assert.Equal(rows.ToString(System.Globalization.CultureInfo.InvariantCulture), _sql.One("SELECT COUNT(*) FROM t"));
        Assert.Equal(
            $"in/2.csv|{(rows == 2 ? "Load failed|0" : "Partially loaded|2")}|6|4|{limit}|Numeric value 'bad' is not recognized|2|\"T\"[\"A\":1]",
            _sql.Rows(History)[1]);
    }

    [Fact]
    public async Task SkippedFile_IsTriedAgain()
    {
        await StageAsync();
        _sql.Run(Copy("ON_ERROR = SKIP_FILE"));
        await StagedFiles.PutTextAsync(_files, "in/2.csv", "3,c\n");
        _sql.Run(Copy("ON_ERROR = SKIP_FILE"));
        Assert.Equal("3", _sql.One("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public async Task AbortStatement_LoadsNothing_SaysWhere_AndIsNotInCopyHistory()
    {
        await StageAsync();
        var error = _sql.Fails(Copy(string.Empty));
        Assert.Contains("File 'in/2.csv', line 2, column \"T\"[\"A\":1]", error.Message, StringComparison.Ordinal);
        Assert.Contains("ON_ERROR option", error.Message, StringComparison.Ordinal);
        Assert.Empty(_sql.Rows("SELECT a FROM t"));
        Assert.Empty(_sql.Rows(History));
    }

    [Fact]
    public async Task Continue_OfParquetAndJson_SkipsRowsNotFiles()
    {
        await StagedFiles.PutAsync(_files, "p/1.parquet", "SELECT * FROM (VALUES ('1', 'a'), ('x', 'b'), ('3', NULL), ('4', 'd')) AS v(a, b)");
        _sql.Run("COPY INTO t FROM (SELECT $1:\"a\"::NUMBER(5,0), $1:\"b\"::VARCHAR FROM @st/p/) FILE_FORMAT = (TYPE = PARQUET) ON_ERROR = CONTINUE");
        await StagedFiles.PutTextAsync(_files, "j/1.json", "{\"a\": 5, \"b\": \"e\"}\n{\"a\": 6}\n{\"a\": 7, \"b\": \"f\"}\n{\"a\": 8, \"b\": \n");
        _sql.Run("COPY INTO t FROM (SELECT $1:\"a\"::NUMBER(5,0), $1:\"b\"::VARCHAR FROM @st/j/) FILE_FORMAT = (TYPE = JSON) ON_ERROR = CONTINUE");
        Assert.Equal(["1|a", "4|d", "5|e", "7|f"], _sql.Rows("SELECT a, b FROM t ORDER BY a"));
        Assert.Equal(["j/1.json|Partially loaded|2|4|2", "p/1.parquet|Partially loaded|2|4|2"], _sql.Rows(History).Select(row => string.Join('|', row.Split('|').Take(5))));
    }

    [Fact]
    public async Task UnreadableFile_FailsAlone_UnderContinueToo()
    {
        await StagedFiles.PutAsync(_files, "p/1.parquet", "SELECT 1 AS a, 'a' AS b");
        await StagedFiles.PutTextAsync(_files, "p/2.parquet", "this is no Parquet");
        _sql.Run("COPY INTO t FROM (SELECT $1:\"a\"::NUMBER(5,0), $1:\"b\"::VARCHAR FROM @st/p/) FILE_FORMAT = (TYPE = PARQUET) ON_ERROR = CONTINUE");
        Assert.Equal(["p/1.parquet|Loaded|1", "p/2.parquet|Load failed|0"], _sql.Rows(History).Select(row => string.Join('|', row.Split('|').Take(3))));
    }

    [Fact]
    public async Task EnablingSnowpipeErrorNotificationsForAmazonSns_OtherOnErrorsThanSkipFile_AreNotTold()
    {
        _sql.Run("CREATE NOTIFICATION INTEGRATION e ENABLED = TRUE DIRECTION = OUTBOUND TYPE = QUEUE NOTIFICATION_PROVIDER = AWS_SNS AWS_SNS_TOPIC_ARN = 'arn:t' AWS_SNS_ROLE_ARN = 'arn:r'");
        foreach (var (pipe, onError) in new[] { ("c", "CONTINUE"), ("n", "SKIP_FILE_2"), ("s", "SKIP_FILE") })
        {
            _sql.Run($"CREATE PIPE {pipe} AUTO_INGEST = TRUE ERROR_INTEGRATION = e AS COPY INTO t FROM @st/{pipe}/ FILE_FORMAT = (TYPE = CSV) ON_ERROR = {onError}");
        }

        var store = await _emulator.WatchAsync(_files);
        foreach (var folder in new[] { "c", "n" })
        {
            await StagedFiles.PutTextAsync(store, folder + "/1.csv", "1,a\nbad,b\n");
            await StagedFiles.PutTextAsync(store, folder + "/2.csv", "2,a\nbad,b\n3\n");
        }

        await _emulator.DrainAsync();
        Assert.Equal(["1", "1", "2"], _sql.Rows("SELECT a FROM t ORDER BY a"));
        Assert.Equal(
            ["c/1.csv|Partially loaded|1|2|1|2", "c/2.csv|Partially loaded|1|3|2|3", "n/1.csv|Partially loaded|1|2|1|2", "n/2.csv|Load failed|0|3|2|2"],
            _sql.Rows(History).Select(row => string.Join('|', row.Split('|').Take(6))));
        Assert.Empty(_heard.Heard);

        await StagedFiles.PutTextAsync(store, "s/1.csv", "1,a\nbad,b\n");
        await _emulator.DrainAsync();
        Assert.Contains("D.PUBLIC.S", Assert.Single(_heard.Heard).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_AreExactNames_APatternBesideThemDoesNotCount()
    {
        await StageAsync();
        await StagedFiles.PutTextAsync(_files, "in/1.csv.old", "9,z\n");
        _sql.Run(Copy("FILES = ('1.csv') PATTERN = '.*old'"));
        Assert.Equal(["1", "2"], _sql.Rows("SELECT a FROM t ORDER BY a"));
        Assert.Contains("missing.csv' was not found", _sql.Fails(Copy("FILES = ('missing.csv', '1.csv.old')")).Message, StringComparison.Ordinal);
        _sql.Run(Copy("FILES = ('missing.csv', '1.csv.old') ON_ERROR = SKIP_FILE"));
        Assert.Equal(["1", "2", "9"], _sql.Rows("SELECT a FROM t ORDER BY a"));
    }

    [Fact]
    public async Task Pattern_OfAPipe_ConcernsWhatComesAfterItsPath()
    {
        _sql.Run("CREATE PIPE p AUTO_INGEST = TRUE AS COPY INTO t FROM @st/in/ PATTERN = 'good.*[.]csv' FILE_FORMAT = (TYPE = CSV)");
        await StagedFiles.PutTextAsync(_files, "in/good0.csv", "0,a\n");
        var store = await _emulator.WatchAsync(_files);
        await StagedFiles.PutTextAsync(store, "in/good1.csv", "1,a\n");
        await StagedFiles.PutTextAsync(store, "in/x/good2.csv", "2,a\n");
        await StagedFiles.PutTextAsync(store, "in/good3.txt", "3,a\n");
        await _emulator.DrainAsync();
        Assert.Equal(["0", "1"], _sql.Rows("SELECT a FROM t ORDER BY a"));
    }

    [Fact]
    public async Task ReturnFailedOnly_LeavesTheOthersOut()
    {
        await StageAsync();
        Assert.Contains("2.csv|LOAD_FAILED", Assert.Single(_sql.Rows(Copy("ON_ERROR = SKIP_FILE RETURN_FAILED_ONLY = TRUE"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("VALIDATION_MODE = RETURN_ERRORS", "COPY_HISTORY")]
    [InlineData("PURGE = TRUE", "store")]
    [InlineData("SIZE_LIMIT = 10", "FILES")]
    [InlineData("TRUNCATECOLUMNS = TRUE", "LEFT")]
    public void OptionsThatAreNotEmulated_RefusedByNameWithWhatToDo(string option, string remedy)
    {
        var refusal = Assert.IsType<NotEmulatedException>(_sql.Fails(Copy(option)));
        Assert.Contains(option, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SKIP_FILE_0")]
    [InlineData("'SKIP_FILE_101%'")]
    [InlineData("STOP")]
    public void OnError_OfNoSuchValue_IsInvalid(string value) => Assert.Contains("invalid value for property 'ON_ERROR'", _sql.Fails(Copy("ON_ERROR = " + value)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task CopyOfText_InATransaction_IsThereAfterAnotherStatementFailed()
    {
        await StageAsync();
        _sql.Run("BEGIN TRANSACTION");
        _sql.Run(Copy("ON_ERROR = CONTINUE"));
        _sql.Fails("INSERT INTO t VALUES (1, NULL)");
        _sql.Run("COMMIT");
        Assert.Equal("4", _sql.One("SELECT COUNT(*) FROM t"));
    }
}
