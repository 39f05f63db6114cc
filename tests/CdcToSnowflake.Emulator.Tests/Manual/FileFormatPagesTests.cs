using System.Data.Common;
using CdcToSnowflake.Emulator.Pipes;
using CdcToSnowflake.Emulator.Tests.Pipes;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Tests.Manual;

/// <summary>What "CREATE FILE FORMAT" says of Parquet and JSON, and the pages beside it of what is read; each test's name begins with its page's title.</summary>
public sealed class FileFormatPagesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("formats-").FullName;
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;
    private readonly FolderObjectStore _files;

    public FileFormatPagesTests()
    {
        _files = new FolderObjectStore(_folder);
        _sql = _emulator.OpenIn();
        _sql.Run($"CREATE STAGE st URL = '{_files.Location.AbsoluteUri}'; CREATE TABLE t (v VARCHAR)");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The page's table of the timestamps' types: what arrives shows by its text.</summary>
    [Theory]
    [InlineData("TIMESTAMPTZ '2026-01-02 03:04:05+00'", "USE_LOGICAL_TYPE = TRUE", "2026-01-02 03:04:05.000 +0000")]
    [InlineData("TIMESTAMPTZ '2026-01-02 03:04:05+00'", "USE_VECTORIZED_SCANNER = TRUE", "2026-01-02 03:04:05.000 +0000")]
    [InlineData("TIMESTAMPTZ '2026-01-02 03:04:05+00'", "", "2026-01-02 03:04:05.000")]
    [InlineData("TIMESTAMP '2026-01-02 03:04:05'", "USE_LOGICAL_TYPE = TRUE", "2026-01-02 03:04:05.000")]
    [InlineData("TIMESTAMP '2026-01-02 03:04:05'", "USE_LOGICAL_TYPE = FALSE USE_VECTORIZED_SCANNER = TRUE", "2026-01-02 03:04:05.000")]
    [InlineData("TIMESTAMP '2026-01-02 03:04:05'", "", "2026-01-02 03:04:05.000 +0000")]
    [InlineData("TIMESTAMP_NS '2026-01-02 03:04:05'", "", "1767323045000000000")]
    [InlineData("TIMESTAMP_NS '2026-01-02 03:04:05'", "USE_LOGICAL_TYPE = TRUE", "2026-01-02 03:04:05.000")]
    public async Task CreateFileFormat_UseLogicalType_SaysWhatATimestampArrivesAs(string value, string options, string expected)
    {
        await ParquetAsync($"SELECT {value} AS v");
        _sql.Run($"COPY INTO t FROM (SELECT $1:v::VARCHAR FROM @st/in/) FILE_FORMAT = (TYPE = PARQUET {options})");
        Assert.Equal(expected, _sql.One("SELECT v FROM t"));
    }

    [Fact]
    public async Task CreateFileFormat_UseLogicalTypeFalse_AnUnsignedNumberThatDoesNotFitFails_ADecimalOfItDoesNot()
    {
        await ParquetAsync("SELECT 9223372036854775807::UBIGINT AS v");
        await ParquetAsync("SELECT 18446744073709551615::DECIMAL(20,0) AS v", "2");
        _sql.Run(Copy("SELECT $1:v::NUMBER(20,0)"));
        Assert.Equal(["9223372036854775807", "18446744073709551615"], _sql.Rows("SELECT v FROM t ORDER BY v::NUMBER(20,0)"));
        await ParquetAsync("SELECT 18446744073709551615::UBIGINT AS v", "3");
        Assert.Contains("DECIMAL(20,0)", _sql.Fails(Copy("SELECT $1:v::NUMBER(20,0)")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("BINARY_AS_TEXT = FALSE", "ABFF00")]
    [InlineData("USE_VECTORIZED_SCANNER = TRUE", "ABFF00")]
    [InlineData("BINARY_AS_TEXT = TRUE USE_VECTORIZED_SCANNER = TRUE", "ABFF00")]
    public async Task CreateFileFormat_BinaryAsText_BytesAreTextByDefaultAndFailWhereTheyAreNone(string options, string? expected)
    {
        _sql.Run("CREATE TABLE b (v BINARY)");
        await ParquetAsync(@"SELECT '\xAB\xFF\x00'::BLOB AS v");
        var copy = $"COPY INTO b FROM (SELECT $1:v::BINARY FROM @st/in/) FILE_FORMAT = (TYPE = PARQUET {options})";
        if (expected is null)
        {
            _sql.Fails(copy);
            Assert.Empty(_sql.Rows("SELECT v FROM b"));
            return;
        }

        _sql.Run(copy);
        Assert.Equal(expected, _sql.One("SELECT v FROM b"));
    }

    [Fact]
    public async Task TransformDataDuringALoad_JsonInParquet_IsATextUntilParseJsonReadsIt()
    {
        _sql.Run("CREATE TABLE j (raw VARIANT, read VARIANT)");
        await ParquetAsync("""SELECT '{"a":[1,2]}'::JSON AS v""");
        _sql.Run("COPY INTO j FROM (SELECT $1:v, PARSE_JSON($1:v::VARCHAR) FROM @st/in/) FILE_FORMAT = (TYPE = PARQUET)");
        Assert.Equal("VARCHAR|OBJECT|2", _sql.One("SELECT TYPEOF(raw), TYPEOF(read), read:a[1]::NUMBER(5,0) FROM j"));
    }

    [Theory]
    [InlineData("ZSTD")]
    [InlineData("GZIP")]
    [InlineData("SNAPPY")]
    public async Task CreateFileFormat_CompressionAutoOfParquet_IsDetected(string codec)
    {
        await StagedFiles.PutAsync(_files, "in/1.parquet", "SELECT 'x' AS v", $", COMPRESSION {codec}");
        _sql.Run("COPY INTO t FROM (SELECT $1:v::VARCHAR FROM @st/in/) FILE_FORMAT = (TYPE = PARQUET COMPRESSION = AUTO)");
        Assert.Equal("x", _sql.One("SELECT v FROM t"));
    }

    [Fact]
    public async Task TransformDataDuringALoad_ConversionFunctions_OfTextNumbersAndBytes()
    {
        _sql.Run("CREATE TABLE c (b BINARY, ntz TIMESTAMP_NTZ(6), tz TIMESTAMP_TZ(6), n NUMBER(5,0), file VARCHAR, row_number NUMBER(5,0), is_scan BOOLEAN)");
        await ParquetAsync("SELECT 'AB0C' AS b, 1767323045000006::BIGINT AS micros, '2026-01-02 03:04:05+00:00' AS tz, NULL::INTEGER AS n");
        _sql.Run("""
            COPY INTO c FROM (SELECT TO_BINARY($1:b::VARCHAR, 'HEX'), TO_TIMESTAMP_NTZ($1:micros::NUMBER(19,0), 6), TO_TIMESTAMP_TZ($1:tz::VARCHAR), NVL(CAST($1:n AS NUMBER(5,0)), 7), METADATA$FILENAME, METADATA$FILE_ROW_NUMBER,
                IFF(METADATA$START_SCAN_TIME IS NULL, FALSE, TRUE) FROM @st/in/) FILE_FORMAT = (TYPE = PARQUET)
            """);
        Assert.Equal("AB0C|2026-01-02 03:04:05.000006|2026-01-02 03:04:05+00:00|7|true|1|true", _sql.One("SELECT b, ntz, tz, n, file LIKE '%in/1.parquet', row_number, is_scan FROM c"));
    }

    [Fact]
    public async Task CreateFileFormat_BinaryFormatOfJson_IsHexByDefault_OthersAreRefusedByName()
    {
        _sql.Run("CREATE TABLE b (v BINARY)");
        await StagedFiles.PutTextAsync(_files, "in/1.json", """{"v":"AB0C"}""");
        _sql.Run("COPY INTO b FROM (SELECT $1:v::BINARY FROM @st/in/) FILE_FORMAT = (TYPE = JSON)");
        Assert.Equal("AB0C", _sql.One("SELECT v FROM b"));
        AssertRefused("BINARY_FORMAT = BASE64");
    }

    /// <summary>What a DOUBLE would round. "Considerations for semi-structured data stored in VARIANT" has what other readers of such numbers do.</summary>
    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("-9007199254740993")]
    [InlineData("18446744073709551615")]
    [InlineData("99999999999999999999999999999999999999")]
    public async Task SemiStructuredDataTypes_NumbersBeyond2To53InNdjson_AreExactInVariantAndNumber_QuotedOrNot(string number)
    {
        _sql.Run("CREATE TABLE n (bare NUMBER(38,0), quoted NUMBER(38,0), whole VARIANT)");
        await StagedFiles.PutTextAsync(_files, "in/1.json", $$"""{"b":{{number}},"q":"{{number}}","in":[{{number}}]}""" + "\n");
        _sql.Run("COPY INTO n FROM (SELECT $1:b::NUMBER(38,0), $1:q::NUMBER(38,0), $1 FROM @st/in/) FILE_FORMAT = (TYPE = JSON)");
        Assert.Equal($"{number}|{number}|{number}|{number}", _sql.One("SELECT bare::VARCHAR, quoted::VARCHAR, whole:b::VARCHAR, whole:in[0]::VARCHAR FROM n"));
    }

    [Fact]
    public async Task SemiStructuredDataTypes_LongFractionsInNdjson_AreExactInVariantAndNumber()
    {
        const string Number = "12345678901234567890.123456789012345678";
        _sql.Run("CREATE TABLE n (bare NUMBER(38,18), within NUMBER(38,18), whole VARIANT)");
        await StagedFiles.PutTextAsync(_files, "in/1.json", $$"""{"b":{{Number}},"in":[{"x":{{Number}}}]}""" + "\n");
        _sql.Run("COPY INTO n FROM (SELECT $1:b::NUMBER(38,18), $1:in[0].x::NUMBER(38,18), $1 FROM @st/in/) FILE_FORMAT = (TYPE = JSON)");
        Assert.Equal($"{Number}|{Number}|{Number}", _sql.One("SELECT bare::VARCHAR, within::VARCHAR, whole:b::VARCHAR FROM n"));
    }

    [Fact]
    public void SemiStructuredDataTypes_AVariant_HoldsAtMost128Mb()
    {
        var error = _sql.Fails("SELECT PARSE_JSON(v) FROM (SELECT '\"' || REPEAT('a', 134217727) || '\"' AS v)");
        Assert.Equal((100069, "22P02", "Error parsing JSON: document is too large, max size 134217728 bytes"), (error.Number, error.SqlState, error.RawMessage));
    }

    /// <summary>A file's document: given up as soon as it is too long.</summary>
    [Fact]
    public void SemiStructuredDataTypes_ADocumentOfAFile_HoldsAtMost128Mb()
    {
        var reader = new JsonReader(new EndlessText('"', 'a'), FileFormat.Of("JSON", new Dictionary<string, string>(), null));
        Assert.True(reader.Read());
        Assert.Equal("Error parsing JSON: document is too large, max size 134217728 bytes", reader.Error?.Message);
        Assert.False(reader.Read());
    }

    [Fact]
    public async Task CreateFileFormat_StripNullValues_NullsStayByDefault_WithItRefusedByName()
    {
        _sql.Run("CREATE TABLE j (v VARIANT)");
        await StagedFiles.PutTextAsync(_files, "in/1.json", """{"a":[1,null],"b":null}""");
        _sql.Run("COPY INTO j FROM (SELECT $1 FROM @st/in/) FILE_FORMAT = (TYPE = JSON)");
        Assert.Equal("true", _sql.One("""SELECT v = PARSE_JSON('{"a":[1,null],"b":null}') FROM j"""));
        AssertRefused("STRIP_NULL_VALUES = TRUE");
    }

    /// <summary>A format that is said is said in the COPY's SELECT; AUTO, the default, is how a text becomes a timestamp anyway.</summary>
    [Fact]
    public async Task CreateFileFormat_TimestampFormatOfJson_IsAuto_OthersAreRefusedByName()
    {
        _sql.Run("CREATE TABLE s (a TIMESTAMP_NTZ(6), b TIMESTAMP_NTZ(6))");
        await StagedFiles.PutTextAsync(_files, "in/1.json", """{"a":"2026-01-02 03:04:05.000006","b":"02.01.2026 03:04"}""");
        _sql.Run("COPY INTO s FROM (SELECT $1:a::TIMESTAMP_NTZ, TO_TIMESTAMP_NTZ($1:b::VARCHAR, 'DD.MM.YYYY HH24:MI') FROM @st/in/) FILE_FORMAT = (TYPE = JSON TIMESTAMP_FORMAT = AUTO)");
        Assert.Equal("2026-01-02 03:04:05.000006|2026-01-02 03:04:00", _sql.One("SELECT a, b FROM s"));
        AssertRefused("TIMESTAMP_FORMAT = 'DD.MM.YYYY'");
    }

    [Fact]
    public async Task CreateFileFormat_EncodingOfJson_IsUtf8Only()
    {
        AssertRefused("ENCODING = 'UTF16'");
        await _files.PutAsync("in/1.json", new MemoryStream([.. "{\"v\":\""u8, 0xFF, .. "\"}"u8]));
        _sql.Fails("COPY INTO t FROM (SELECT $1:v::VARCHAR FROM @st/in/) FILE_FORMAT = (TYPE = JSON)");
        Assert.Empty(_sql.Rows("SELECT v FROM t"));
    }

    [Fact]
    public async Task IntroductionToSnowpipe_LoadOrder_IsNotThatOfTheFiles()
    {
        await using var emulator = new SnowflakeEmulator(new EmulatorOptions { FilesPerLoad = 1, Chaos = new PipeChaos { Seed = 1, Reorder = true, Delay = 0.5 } });
        using var sql = emulator.OpenIn();
        sql.Run($"CREATE STAGE st URL = '{_files.Location.AbsoluteUri}'; CREATE TABLE t (v VARCHAR); CREATE PIPE p AUTO_INGEST = TRUE AS COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV)");
        var store = await emulator.WatchAsync(_files);
        for (var i = 0; i < 10; i++)
        {
            await StagedFiles.PutTextAsync(store, $"in/{i}.csv", $"{i}\n");
        }

        await emulator.DrainAsync();
        var loaded = sql.Rows("SELECT file_name FROM TABLE(information_schema.copy_history(TABLE_NAME => 't', START_TIME => DATEADD('day', -1, CURRENT_TIMESTAMP()))) ORDER BY last_load_time");
        Assert.Equal(10, loaded.Distinct().Count());
        Assert.NotEqual(loaded.Order(StringComparer.Ordinal), loaded);
    }

    private sealed class EndlessText(char first, char then) : TextReader
    {
        private bool _isBegun;

        public override int Peek() => _isBegun ? then : first;

        public override int Read()
        {
            var here = Peek();
            _isBegun = true;
            return here;
        }
    }

    private Task ParquetAsync(string select, string name = "1") => StagedFiles.PutAsync(_files, $"in/{name}.parquet", select);

    private static string Copy(string select) => $"COPY INTO t FROM ({select} FROM @st/in/) FILE_FORMAT = (TYPE = PARQUET)";

    private void AssertRefused(string option) =>
        Assert.Contains(option.Split(' ')[0], Assert.IsType<NotEmulatedException>(_sql.Fails($"CREATE FILE FORMAT f TYPE = JSON {option}")).Feature, StringComparison.Ordinal);
}
