using System.Data.Common;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Tests.Pipes;

/// <summary>MATCH_BY_COLUMN_NAME and INCLUDE_METADATA of "COPY INTO &lt;table&gt;", and "Enable automatic table schema evolution".</summary>
public sealed class MatchByColumnNameTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("match-").FullName;
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;
    private readonly FolderObjectStore _files;

    public MatchByColumnNameTests()
    {
        _files = new FolderObjectStore(_folder);
        _sql = _emulator.OpenIn();
        _sql.Run($"CREATE STAGE st URL = '{_files.Location.AbsoluteUri}'; CREATE TABLE t (id NUMBER(5,0), name VARCHAR DEFAULT 'd', \"low\" VARCHAR)");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Copy(string table = "t", string match = "CASE_INSENSITIVE", string type = "PARQUET", string more = "") =>
        $"COPY INTO {table} FROM @st/in/ FILE_FORMAT = (TYPE = {type}) MATCH_BY_COLUMN_NAME = {match} {more}";

    private Task ParquetAsync(string select, string name = "1") => StagedFiles.PutAsync(_files, $"in/{name}.parquet", select);

    [Theory]
    [InlineData("CASE_INSENSITIVE", "1|x|y")]
    [InlineData("CASE_SENSITIVE", "∅|∅|y")]
    public async Task Names_WithAndWithoutCase_OrderDoesNotMatter_OthersAreLeftOut(string match, string expected)
    {
        await ParquetAsync("SELECT 'y' AS low, 'z' AS more, 'x' AS Name, 1 AS id");
        _sql.Run(Copy(match: match));
        Assert.Equal([expected], _sql.Rows("SELECT * FROM t"));
    }

    [Fact]
    public async Task ColumnWithoutAField_IsNull_NotItsDefault()
    {
        await ParquetAsync("SELECT 1 AS id");
        _sql.Run(Copy());
        Assert.Equal(["1|∅|∅"], _sql.Rows("SELECT * FROM t"));
    }

    [Fact]
    public async Task NoFieldThatMatches_LoadsRowsOfNulls()
    {
        await ParquetAsync("SELECT 1 AS a UNION ALL SELECT 2");
        _sql.Run(Copy());
        Assert.Equal(["∅|∅|∅", "∅|∅|∅"], _sql.Rows("SELECT * FROM t"));
    }

    [Fact]
    public async Task CopyIntoTable_MatchByColumnName_AnEmptyTextOfParquetIsAnError()
    {
        await ParquetAsync("SELECT 1 AS id, '' AS name");
        Assert.Contains("Empty value", _sql.Fails(Copy()).Message, StringComparison.Ordinal);
        Assert.Empty(_sql.Rows("SELECT * FROM t"));
    }

    [Fact]
    public async Task CreateFileFormat_NullIfOfParquet_HoldsOnlyHere_AndForEveryType()
    {
        await ParquetAsync("SELECT 2 AS id, '\\N' AS name, 'x' AS low");
        _sql.Run(Copy());
        _sql.Run("COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = PARQUET NULL_IF = ('2', 'x')) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE FORCE = TRUE");
        _sql.Run("COPY INTO t FROM (SELECT $1:\"id\"::NUMBER(5,0), $1:\"name\"::VARCHAR, $1:\"low\"::VARCHAR FROM @st/in/) FILE_FORMAT = (TYPE = PARQUET) FORCE = TRUE");
        Assert.Equal(["2|∅|x", "2|\\N|x", "∅|\\N|∅"], _sql.Rows("SELECT * FROM t ORDER BY id NULLS LAST, name NULLS FIRST"));
    }

    [Fact]
    public async Task CopyIntoTable_IncludeMetadata_FillsItsColumns_AlsoOverAFieldOfTheName_AndNotBesideATransformation()
    {
        _sql.Run("CREATE TABLE m (id NUMBER(5,0), f VARCHAR, n NUMBER(10,0))");
        await ParquetAsync("SELECT 1 AS id, 'field' AS f UNION ALL SELECT 2, 'field'");
        _sql.Run(Copy("m", more: "INCLUDE_METADATA = (f = METADATA$FILENAME, n = METADATA$FILE_ROW_NUMBER)"));
        Assert.Equal(["1|true|1", "2|true|2"], _sql.Rows("SELECT id, f LIKE '%in/1.parquet', n FROM m ORDER BY id"));
        _sql.Fails(Copy("m", more: "FORCE = TRUE INCLUDE_METADATA = (missing = METADATA$FILENAME)"));
        Assert.Contains("INCLUDE_METADATA goes only with MATCH_BY_COLUMN_NAME", _sql.Fails(Copy("m", "NONE", more: "FORCE = TRUE INCLUDE_METADATA = (f = METADATA$FILENAME)")).Message, StringComparison.Ordinal);
        _sql.Fails("COPY INTO m FROM (SELECT 1, 2, 3 FROM @st/in/) FILE_FORMAT = (TYPE = PARQUET) INCLUDE_METADATA = (f = METADATA$FILENAME)");
    }

    [Fact]
    public async Task CopyIntoTable_MatchByColumnName_NotBesideATransformation()
    {
        await ParquetAsync("SELECT 1 AS id");
        Assert.Contains("match_by_column_name is not supported with copy transform", _sql.Fails("COPY INTO t FROM (SELECT $1:\"id\", NULL, NULL FROM @st/in/) FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_SENSITIVE").Message, StringComparison.Ordinal);
        Assert.Contains("match_by_column_name is not supported with copy transform", _sql.Fails("CREATE PIPE p AS COPY INTO t FROM (SELECT $1:\"id\", NULL, NULL FROM @st/in/) FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_SENSITIVE").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_ByNames_OrIntoOneVariant()
    {
        _sql.Run("CREATE TABLE v (doc VARIANT)");
        await StagedFiles.PutTextAsync(_files, "in/1.json", """{"ID": 7, "name": "", "low": null}{"id": 8}""");
        _sql.Run(Copy(type: "JSON"));
        _sql.Run("COPY INTO v FROM @st/in/ FILE_FORMAT = (TYPE = JSON)");
        Assert.Equal(["8"], _sql.Rows("SELECT doc:id::VARCHAR FROM v WHERE doc:id IS NOT NULL"));
        Assert.Equal("2", _sql.One("SELECT COUNT(*) FROM v"));
        Assert.Contains("one and only one column", _sql.Fails("COPY INTO t FROM @st/in/ FILE_FORMAT = (TYPE = JSON) FORCE = TRUE").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SchemaEvolution_AddsColumnsAndDropsNotNull_OnlyWhereEnabled_AndStreamsGoOn()
    {
        // The page's example: file2 lacks COL2 and brings COL4.
        _sql.Run("CREATE TABLE t1 (col1 VARCHAR, col2 VARCHAR NOT NULL, col3 VARCHAR); INSERT INTO t1 VALUES ('a', 'b', 'c'); CREATE STREAM s ON TABLE t1");
        await ParquetAsync("SELECT 'd' AS col1, 'e' AS \"COL3\", 'f' AS \"COL4\"", "file2");
        _sql.Fails(Copy("t1"));
        _sql.Run("ALTER TABLE t1 SET ENABLE_SCHEMA_EVOLUTION = TRUE");
        _sql.Run(Copy("t1"));
        Assert.Equal(["a|b|c|∅", "d|∅|e|f"], _sql.Rows("SELECT col1, col2, col3, col4 FROM t1 ORDER BY col1"));
        Assert.Equal(["d|f"], _sql.Rows("SELECT col1, col4 FROM s"));
        Assert.Equal(["COL1|VARCHAR(16777216)|Y", "COL2|VARCHAR(16777216)|Y", "COL3|VARCHAR(16777216)|Y", "COL4|VARCHAR(16777216)|Y"], _sql.Rows("DESCRIBE TABLE t1").Select(row => row.Split('|')).Select(row => $"{row[0]}|{row[1]}|{row[3]}"));
    }

    [Fact]
    public async Task SchemaEvolution_OfAPipe_FileByFile()
    {
        _sql.Run("CREATE TABLE e (id NUMBER(5,0) NOT NULL) ENABLE_SCHEMA_EVOLUTION = TRUE; CREATE PIPE p AUTO_INGEST = TRUE AS COPY INTO e FROM @st/in/ FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE");
        var store = await _emulator.WatchAsync(_files);
        await StagedFiles.PutAsync(store, "in/1.parquet", "SELECT 1 AS id, 1.5::DECIMAL(10,2) AS price");
        await StagedFiles.PutAsync(store, "in/2.parquet", "SELECT 2 AS id, DATE '2026-01-02' AS day");
        await StagedFiles.PutAsync(store, "in/3.parquet", "SELECT 'bad' AS id, 1 AS never");
        await _emulator.DrainAsync();
        Assert.Equal(["1|1.50|∅", "2|∅|2026-01-02 00:00:00"], _sql.Rows("SELECT id, price, day FROM e ORDER BY id"));
        Assert.Equal(["in/3.parquet|Numeric value 'bad' is not recognized"], _sql.Rows("SELECT file, error FROM TABLE(information_schema.validate_pipe_load(PIPE_NAME => 'p', START_TIME => DATEADD('hour', -1, CURRENT_TIMESTAMP())))"));
    }
}
