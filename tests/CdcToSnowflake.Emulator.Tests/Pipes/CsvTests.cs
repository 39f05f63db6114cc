using System.Data.Common;
using System.IO.Compression;
using System.Text;
using CdcToSnowflake.Storage;
using ZstdSharp;

namespace CdcToSnowflake.Emulator.Tests.Pipes;

/// <summary>"CREATE FILE FORMAT", TYPE = CSV, and "COPY INTO &lt;table&gt;": how fields and records are read.</summary>
public sealed class CsvTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("csv-").FullName;
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;
    private readonly FolderObjectStore _files;

    public CsvTests()
    {
        _files = new FolderObjectStore(_folder);
        _sql = _emulator.OpenIn();
        _sql.Run($"CREATE STAGE st URL = '{_files.Location.AbsoluteUri}'; CREATE TABLE t (a VARCHAR, b VARCHAR, c VARCHAR)");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("x,y,z\n", "", "x|y|z")]
    [InlineData("x,y,z", "", "x|y|z")]
    [InlineData("x,y,z\r\n", "", "x|y|z")]
    [InlineData("x,,\\N\n", "", "x|∅|∅")]
    [InlineData("x,,\\N\n", "EMPTY_FIELD_AS_NULL = FALSE NULL_IF = ()", "x||N")]
    [InlineData("x,\"\",\n", "FIELD_OPTIONALLY_ENCLOSED_BY = '\"'", "x||∅")]
    [InlineData("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\n", "FIELD_OPTIONALLY_ENCLOSED_BY = '\"'", "a,b|say \"hi\"|two\nlines")]
    [InlineData("\"x\",y,z\n", "", "\"x\"|y|z")]
    [InlineData("'it\\'s',y,z\n", "FIELD_OPTIONALLY_ENCLOSED_BY = '\\'' ESCAPE = '\\\\'", "it's|y|z")]
    [InlineData("a\\,b,y,z\n", "", "a,b|y|z")]
    [InlineData("a\\b,y,z\n", "ESCAPE_UNENCLOSED_FIELD = NONE", "a\\b|y|z")]
    [InlineData("x\ty\tz\n", "FIELD_DELIMITER = '\\t'", "x|y|z")]
    [InlineData("x^y^z;", "FIELD_DELIMITER = '0x5e' RECORD_DELIMITER = ';'", "x|y|z")]
    [InlineData("x||y||z<>", "FIELD_DELIMITER = '||' RECORD_DELIMITER = '<>'", "x|y|z")]
    [InlineData("x¦y¦z\n", "FIELD_DELIMITER = '¦'", "x|y|z")]
    [InlineData(" x , \"y\" ,z \n", "TRIM_SPACE = TRUE FIELD_OPTIONALLY_ENCLOSED_BY = '\"'", "x|y|z")]
    [InlineData(" x , y ,z\n", "", " x | y |z")]
    [InlineData("one\nh2,h2\nx,y,z\n", "SKIP_HEADER = 2", "x|y|z")]
    [InlineData("\nx,y,z\n\n", "SKIP_BLANK_LINES = TRUE", "x|y|z")]
    [InlineData("NA,y,na\n", "NULL_IF = ('NA', 'none')", "∅|y|na")]
    [InlineData("\uFEFFx,y,z\n", "", "x|y|z")]
    [InlineData("x\n", "ERROR_ON_COLUMN_COUNT_MISMATCH = FALSE", "x|∅|∅")]
    [InlineData("x,y,z,more\n", "ERROR_ON_COLUMN_COUNT_MISMATCH = FALSE", "x|y|z")]
    public async Task FormatTypeOptions_Csv_ReadAsDocumented(string text, string options, string expected)
    {
        await StagedFiles.PutTextAsync(_files, "in/1.csv", text);
        _sql.Run($"COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV {options})");
        Assert.Equal([expected], _sql.Rows("SELECT a, b, c FROM t"));
    }

    [Theory]
    [InlineData("x,y\n", "", "Number of columns in file (2) does not match that of the corresponding table (3)", 1)]
    [InlineData("x,y,z\n\n", "", "End of record reached", 2)]
    [InlineData("x,y,z\n\"a\"b,y,z\n", "FIELD_OPTIONALLY_ENCLOSED_BY = '\"'", "Found character 'b' instead of field delimiter ','", 2)]
    [InlineData("x,y,z\n\"a,y,z\n", "FIELD_OPTIONALLY_ENCLOSED_BY = '\"'", "End of file reached", 2)]
    [InlineData("\"two\nlines\",y,z\n", "FIELD_OPTIONALLY_ENCLOSED_BY = '\"' MULTI_LINE = FALSE", "MULTI_LINE is FALSE", 1)]
    public async Task FormatTypeOptions_CsvThatDoesNotFit_FailsWithTheLine(string text, string options, string error, int line)
    {
        await StagedFiles.PutTextAsync(_files, "in/1.csv", text);
        var message = _sql.Fails($"COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV {options})").Message;
        Assert.Contains(error, message, StringComparison.Ordinal);
        Assert.Contains($"File 'in/1.csv', line {line}", message, StringComparison.Ordinal);
        Assert.Empty(_sql.Rows("SELECT a FROM t"));
    }

    [Fact]
    public async Task Transformation_AnyColumnsInAnyOrder_TypesAndMetadata()
    {
        _sql.Run("CREATE TABLE typed (n NUMBER(5,0), day DATE, hex BINARY, doc VARIANT, line NUMBER(10,0), none VARCHAR)");
        await StagedFiles.PutTextAsync(_files, "in/1.csv", "h\n2026-01-02,7,0aff,\"{\"\"k\"\":1}\"\n2026-01-03\n");
        _sql.Run("""
            COPY INTO typed FROM (SELECT f.$2::NUMBER(5,0), $1::DATE, TO_BINARY($3, 'HEX'), PARSE_JSON($4), METADATA$FILE_ROW_NUMBER, $9 FROM @st/in/ f)
            FILE_FORMAT = (TYPE = CSV SKIP_HEADER = 1 FIELD_OPTIONALLY_ENCLOSED_BY = '"')
            """);
        Assert.Equal(["7|2026-01-02 00:00:00|0AFF|1|1|∅", "∅|2026-01-03 00:00:00|∅|∅|2|∅"], _sql.Rows("SELECT n, day, hex, doc:k::NUMBER, line, none FROM typed ORDER BY line"));
    }

    [Theory]
    [InlineData("GZIP", true)]
    [InlineData("AUTO", true)]
    [InlineData("ZSTD", true)]
    [InlineData("AUTO_ZSTD", true)]
    [InlineData("DEFLATE", false)]
    [InlineData("RAW_DEFLATE", false)]
    [InlineData("BROTLI", false)]
    [InlineData("NONE", true)]
    public async Task Compression_EachThatIsRead(string compression, bool isDetected)
    {
        var content = new MemoryStream();
        await using (Stream packed = compression switch
        {
            "GZIP" or "AUTO" => new GZipStream(content, CompressionMode.Compress, leaveOpen: true),
            "ZSTD" or "AUTO_ZSTD" => new CompressionStream(content, leaveOpen: true),
            "DEFLATE" => new ZLibStream(content, CompressionMode.Compress, leaveOpen: true),
            "RAW_DEFLATE" => new DeflateStream(content, CompressionMode.Compress, leaveOpen: true),
            "BROTLI" => new BrotliStream(content, CompressionMode.Compress, leaveOpen: true),
            _ => new BufferedStream(content),
        })
        {
            await packed.WriteAsync(Encoding.UTF8.GetBytes("x,y,é\n"));
            await packed.FlushAsync();
            if (compression == "NONE")
            {
                content = new MemoryStream(content.ToArray());
            }
        }

        content.Position = 0;
        await _files.PutAsync("in/1.bin", content);
        _sql.Run($"COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV COMPRESSION = {compression.Split('_')[0].Replace("RAW", "RAW_DEFLATE", StringComparison.Ordinal)})");
        Assert.Equal(["x|y|é"], _sql.Rows("SELECT a, b, c FROM t"));
        if (isDetected)
        {
            _sql.Run("COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV) FORCE = TRUE");
            Assert.Equal("2", _sql.One("SELECT COUNT(*) FROM t"));
        }
    }

    [Fact]
    public async Task InvalidUtf8_IsAnError_UnlessReplaced()
    {
        await _files.PutAsync("in/1.csv", new MemoryStream([(byte)'x', 0xFF, (byte)',', (byte)'y', (byte)',', (byte)'z']));
        Assert.Contains("Invalid UTF8", _sql.Fails("COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV)").Message, StringComparison.Ordinal);
        _sql.Run("COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV REPLACE_INVALID_CHARACTERS = TRUE)");
        Assert.Equal(["x\uFFFD|y|z"], _sql.Rows("SELECT a, b, c FROM t"));
    }

    [Fact]
    public async Task ParseHeader_MatchesByName_AlsoWhereFilesDiffer()
    {
        await StagedFiles.PutTextAsync(_files, "in/1.csv", "C,A\n3,1\n");
        await StagedFiles.PutTextAsync(_files, "in/2.csv", "a,other,b\n10,x,20\n");
        _sql.Run("COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV PARSE_HEADER = TRUE) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE FILES = ('1.csv')");
        _sql.Run("COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV PARSE_HEADER = TRUE) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE");
        Assert.Equal(["1|∅|3", "10|20|∅"], _sql.Rows("SELECT a, b, c FROM t ORDER BY a"));
        _sql.Fails("COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV PARSE_HEADER = TRUE) FORCE = TRUE");
        _sql.Fails("COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = CSV PARSE_HEADER = TRUE SKIP_HEADER = 1) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE");
    }

    [Theory]
    [InlineData("ENCODING = 'ISO-8859-1'")]
    [InlineData("DATE_FORMAT = 'DD.MM.YYYY'")]
    [InlineData("BINARY_FORMAT = BASE64")]
    [InlineData("COMPRESSION = BZ2")]
    public void OptionsThatAreNotEmulated_RefusedByName(string option) =>
        Assert.Contains(option.Split(' ')[0], Assert.IsType<NotEmulatedException>(_sql.Fails($"CREATE FILE FORMAT f TYPE = CSV {option}")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Pipe_OfNdjsonGzip_WithExplicitCasts_RowNumbersToo()
    {
        _sql.Run("""
            CREATE FILE FORMAT json TYPE = JSON COMPRESSION = AUTO TRIM_SPACE = FALSE STRIP_OUTER_ARRAY = FALSE NULL_IF = ();
            CREATE TABLE j (n NUMBER(20,0), s VARCHAR, row_number NUMBER(10,0));
            CREATE PIPE p AUTO_INGEST = TRUE AS COPY INTO j FROM (SELECT $1:"n"::NUMBER(20,0), $1:"s"::VARCHAR, METADATA$FILE_ROW_NUMBER FROM @st/json/) FILE_FORMAT = (FORMAT_NAME = 'json') ON_ERROR = SKIP_FILE
            """);
        var store = await _emulator.WatchAsync(_files);
        var content = new MemoryStream();
        await using (var packed = new GZipStream(content, CompressionMode.Compress, leaveOpen: true))
        {
            await packed.WriteAsync("""
                {"n":"18446744073709551615","s":"a \"quoted\" {brace}\\"}
                {"n":2,"s":""}
                """u8.ToArray());
        }

        content.Position = 0;
        await store.PutAsync("json/1.json.gz", content);
        await _emulator.DrainAsync();
        Assert.Equal(["18446744073709551615|a \"quoted\" {brace}\\|1", "2||2"], _sql.Rows("SELECT n, s, row_number FROM j ORDER BY row_number"));
    }

    [Fact]
    public async Task Json_ArraysScalarsAndNesting()
    {
        _sql.Run("CREATE TABLE v (doc VARIANT)");
        await StagedFiles.PutTextAsync(_files, "in/1.json", "[\n{\"a\": [1, {\"b\": \"]\"}]},\n{\"a\": []}, 3\n]");
        _sql.Run("COPY INTO v FROM @st/in/ FILE_FORMAT = (TYPE = JSON STRIP_OUTER_ARRAY = TRUE)");
        _sql.Run("COPY INTO v FROM @st/in/ FILE_FORMAT = (TYPE = JSON) FORCE = TRUE");
        Assert.Equal(["[{\"a\":[1,{\"b\":\"]\"}]},{\"a\":[]},3]", "{\"a\":[1,{\"b\":\"]\"}]}", "{\"a\":[]}", "3"], _sql.Rows("SELECT doc::VARCHAR AS d FROM v ORDER BY LENGTH(d) DESC"));
    }
}
