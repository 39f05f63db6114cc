using System.Data.Common;
using CdcToSnowflake.Emulator.Tests.Pipes;
using CdcToSnowflake.Storage;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Manual;

/// <summary>What the manual's pages say of loading; each test's name begins with its page's title.</summary>
public sealed class LoadPagesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pages-").FullName;
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly SnowflakeEmulator _emulator;
    private readonly DbConnection _sql;
    private readonly FolderObjectStore _files;

    public LoadPagesTests()
    {
        _files = new FolderObjectStore(_folder);
        _emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = _clock });
        _sql = _emulator.OpenIn();
        _sql.Run($"CREATE STAGE st URL = '{_files.Location.AbsoluteUri}'; CREATE TABLE t (a VARCHAR)");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("SELECT $1 FROM @st/in/ WHERE $1 = 'x'", "WHERE")]
    [InlineData("SELECT DISTINCT $1 FROM @st/in/", "DISTINCT")]
    [InlineData("SELECT $1 FROM @st/in/ GROUP BY 1", "GROUP BY")]
    [InlineData("SELECT MAX($1) FROM @st/in/", "MAX")]
    [InlineData("SELECT COALESCE($1, $2) FROM @st/in/", "COALESCE")]
    [InlineData("SELECT IFF($1 IS NULL, TRY_PARSE_JSON($2)::VARCHAR, 'x') FROM @st/in/", "TRY_PARSE_JSON")]
    [InlineData("SELECT (SELECT 1) FROM @st/in/", "a subquery")]
    public void TransformDataDuringALoad_WhatItsSelectMayNot_RefusedInStatementsAndPipes(string select, string what)
    {
        Assert.Contains(what + " is not allowed", _sql.Fails($"COPY INTO t FROM ({select}) FILE_FORMAT = (TYPE = CSV)").Message, StringComparison.Ordinal);
        Assert.Contains(what + " is not allowed", _sql.Fails($"CREATE PIPE p AS COPY INTO t FROM ({select}) FILE_FORMAT = (TYPE = CSV)").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT $1 FROM @st/in/ s JOIN t ON t.a = s.$1")]
    [InlineData("SELECT $1 FROM @st/in/, t")]
    [InlineData("SELECT $1 FROM @st/in/, LATERAL FLATTEN(INPUT => PARSE_JSON($1))")]
    [InlineData("SELECT value FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[1]')))")]
    [InlineData("SELECT a FROM t")]
    [InlineData("SELECT $1 FROM @st/in/ ORDER BY 1")]
    [InlineData("SELECT $1 FROM @st/in/ LIMIT 1")]
    [InlineData("SELECT TOP 1 $1 FROM @st/in/")]
    public void TransformDataDuringALoad_JoinsFlattenOrderAndLimit_AreErrorsInStatementsAndPipes(string select)
    {
        foreach (var statement in new[] { $"COPY INTO t FROM ({select}) FILE_FORMAT = (TYPE = CSV)", $"CREATE PIPE p AS COPY INTO t FROM ({select}) FILE_FORMAT = (TYPE = CSV)" })
        {
            var error = _sql.Fails(statement);
            Assert.IsNotType<NotEmulatedException>(error);
            Assert.Contains("SQL compilation error", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TransformDataDuringALoad_SupportedFunctionsInAPipe_Load()
    {
        _sql.Run("""
            CREATE TABLE x (n NUMBER(5,0), d VARCHAR, j VARIANT, b BINARY, ntz TIMESTAMP_NTZ(6), tz TIMESTAMP_TZ(6), c VARCHAR, v VARCHAR, f VARCHAR, r NUMBER(5,0), s TIMESTAMP_LTZ);
            CREATE PIPE p AUTO_INGEST = TRUE AS COPY INTO x FROM (SELECT $1:n::NUMBER(5,0), CAST($1:d AS VARCHAR), PARSE_JSON($1:j::VARCHAR), TO_BINARY($1:b::VARCHAR, 'HEX'), TO_TIMESTAMP_NTZ($1:m::NUMBER(19,0), 6),
                TO_TIMESTAMP_TZ($1:z::VARCHAR), IFF($1:n::NUMBER(5,0) = 7, 'seven', 'other'), NVL(NULLIF($1:d::VARCHAR, ''), 'none'), METADATA$FILENAME, METADATA$FILE_ROW_NUMBER, METADATA$START_SCAN_TIME FROM @st/in/) FILE_FORMAT = (TYPE = JSON)
            """);
        var store = await _emulator.WatchAsync(_files);
        await StagedFiles.PutTextAsync(store, "in/1.json", """{"n":7,"d":"","j":"{\"a\":[1]}","b":"AB0C","m":1767323045000006,"z":"2026-01-02 03:04:05+00:00"}""");
        await _emulator.DrainAsync();
        Assert.Equal(
            "7||1|AB0C|2026-01-02 03:04:05.000006|2026-01-02 03:04:05+00:00|seven|none|true|1|true",
            _sql.One("SELECT n, d, j:a[0]::VARCHAR, b, ntz, tz, c, v, f LIKE '%in/1.json', r, s IS NOT NULL FROM x"));
    }

    [Fact]
    public async Task CopyIntoTable_ItsMemoryOf64Days_IsOfOneTable()
    {
        await StagedFiles.PutTextAsync(_files, "in/1.csv", "x\n");
        _sql.Run("CREATE TABLE other (a VARCHAR); COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV)");
        _clock.Advance(TimeSpan.FromDays(63));
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "in/1.csv"), _clock.GetUtcNow().UtcDateTime);
        _sql.Run("COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV); COPY INTO other FROM @st/in/ FILE_FORMAT = (TYPE = CSV)");
        Assert.Equal("1|1", _sql.One("SELECT (SELECT COUNT(*) FROM t), (SELECT COUNT(*) FROM other)"));
    }

    [Fact]
    public async Task TransformDataDuringALoad_SupportedFunctions_Load()
    {
        await StagedFiles.PutTextAsync(_files, "in/1.csv", " ab ,,x-y\n");
        _sql.Run("COPY INTO t FROM (SELECT UPPER_OR.$1 FROM @st/in/ UPPER_OR) FILE_FORMAT = (TYPE = CSV)");
        _sql.Run("COPY INTO t FROM (SELECT CONCAT(TRIM($1), NVL($2, 'none'), IFF($3 LIKE '%-%', SPLIT_PART($3, '-', 2), NULLIF($3, '')), CASE WHEN $1 IN (' ab ') THEN LENGTH($1)::VARCHAR END) FROM @st/in/) FILE_FORMAT = (TYPE = CSV) FORCE = TRUE");
        Assert.Equal([" ab ", "abnoney4"], _sql.Rows("SELECT a FROM t ORDER BY a"));
    }

    [Fact]
    public async Task CopyIntoTable_APathIsAPrefix_NotAFolder()
    {
        await StagedFiles.PutTextAsync(_files, "dim_project/1.csv", "project\n");
        await StagedFiles.PutTextAsync(_files, "dim_project_contract/1.csv", "contract\n");
        _sql.Run("COPY INTO t FROM @st/dim_project/ FILE_FORMAT = (TYPE = CSV)");
        Assert.Equal(["project"], _sql.Rows("SELECT a FROM t"));
        _sql.Run("COPY INTO t FROM @st/dim_project FILE_FORMAT = (TYPE = CSV)");
        Assert.Equal(["contract", "project"], _sql.Rows("SELECT a FROM t ORDER BY a"));
    }

    [Theory]
    [InlineData("", "1")]
    [InlineData("LOAD_UNCERTAIN_FILES = TRUE", "2")]
    [InlineData("FORCE = TRUE", "2")]
    public async Task CopyIntoTable_LoadUncertainFiles_After64DaysWhatIsOldIsSkipped_UnlessAsked(string option, string rows)
    {
        await StagedFiles.PutTextAsync(_files, "in/1.csv", "x\n");
        _sql.Run("COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV)");
        _clock.Advance(TimeSpan.FromDays(65));
        _sql.Run($"COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV) {option}");
        Assert.Equal(rows, _sql.One("SELECT COUNT(*) FROM t"));
    }

    /// <summary>The combination that accounts may get wrong, so that STG is loaded from Parquet or JSON: here a stream has exactly the rows that the load kept.</summary>
    [Theory]
    [InlineData("CONTINUE", "1 2 3")]
    [InlineData("SKIP_FILE", "1 2")]
    [InlineData("SKIP_FILE_3", "1 2 3")]
    public async Task CopyIntoTable_OnErrorOfCsvUnderAStream_TheStreamHasWhatTheTableHas(string onError, string rows)
    {
        _sql.Run("CREATE TABLE n (a NUMBER(5,0)); CREATE STREAM s ON TABLE n; CREATE STREAM added ON TABLE n APPEND_ONLY = TRUE; CREATE TABLE sink (a NUMBER(5,0))");
        await StagedFiles.PutTextAsync(_files, "in/1.csv", "1\n2\n");
        await StagedFiles.PutTextAsync(_files, "in/2.csv", "bad\n3\nworse\n");
        _sql.Run($"COPY INTO n FROM @st/in/ FILE_FORMAT = (TYPE = CSV) ON_ERROR = {onError}");
        foreach (var source in new[] { "n", "s", "added" })
        {
            Assert.Equal(rows.Split(' '), _sql.Rows($"SELECT a FROM {source} ORDER BY a"));
        }

        _sql.Run("INSERT INTO sink SELECT a FROM s WHERE METADATA$ACTION = 'INSERT'");
        _sql.Fails("COPY INTO n FROM @st/in/ FILE_FORMAT = (TYPE = CSV) FORCE = TRUE ON_ERROR = ABORT_STATEMENT");
        Assert.Empty(_sql.Rows("SELECT a FROM s"));
        Assert.Equal(rows.Split(' '), _sql.Rows("SELECT a FROM sink ORDER BY a"));
    }

    [Fact]
    public async Task TruncateTable_ForgetsWhatCopyLoaded()
    {
        await StagedFiles.PutTextAsync(_files, "in/1.csv", "x\n");
        _sql.Run("COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV); TRUNCATE TABLE t; COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV)");
        Assert.Equal("1", _sql.One("SELECT COUNT(*) FROM t"));
    }
}
