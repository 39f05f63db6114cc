using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Information;

/// <summary>The Information Schema's views, each by its page in the manual.</summary>
public sealed class InformationSchemaTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public InformationSchemaTests()
    {
        _sql = _emulator.OpenIn();
        _sql.Run("CREATE TABLE t (n NUMBER(10,2) NOT NULL DEFAULT 1 + 2, s VARCHAR(5) COMMENT 'text', b BINARY, z TIMESTAMP_TZ(6)) CLUSTER BY (n); INSERT INTO t (n) VALUES (1); CREATE SECURE VIEW v AS SELECT s FROM t");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public void Columns_OfTablesAndViews()
    {
        Assert.Equal(
            [
                "T|N|1|1 + 2|NO|NUMBER|∅|∅|10|2|∅",
                "T|S|2|∅|YES|TEXT|5|20|∅|∅|text",
                "T|B|3|∅|YES|BINARY|8388608|8388608|∅|∅|∅",
                "T|Z|4|∅|YES|TIMESTAMP_TZ|∅|∅|∅|∅|∅",
                "V|S|1|∅|YES|TEXT|5|20|∅|∅|∅",
            ],
            _sql.Rows("SELECT table_name, column_name, ordinal_position, column_default, is_nullable, data_type, character_maximum_length, character_octet_length, numeric_precision, numeric_scale, comment FROM information_schema.columns ORDER BY 1, 3"));
    }

    [Fact]
    public void TablesViewsAndSchemata()
    {
        Assert.Equal(["T|BASE TABLE|LINEAR(N)|1|true", "V|VIEW|∅|∅|false"], _sql.Rows("SELECT table_name, table_type, clustering_key, row_count, auto_clustering_on FROM information_schema.tables ORDER BY 1"));
        Assert.Equal("V|CREATE SECURE VIEW v AS SELECT s FROM t|YES", _sql.One("SELECT table_name, view_definition, is_secure FROM information_schema.views"));
        Assert.Equal("D|PUBLIC|1", _sql.One("SELECT catalog_name, schema_name, retention_time FROM D.information_schema.schemata"));
        Assert.Equal("D|NO", _sql.One("SELECT database_name, is_transient FROM information_schema.databases"));
    }

    [Fact]
    public void PipesStagesAndFormats()
    {
        _sql.Run("CREATE STAGE st URL = 's3://b/p/'; CREATE FILE FORMAT f TYPE = PARQUET; CREATE PIPE p AUTO_INGEST = TRUE AS COPY INTO t FROM (SELECT $1:n::NUMBER(10,2), NULL, NULL, NULL FROM @st/) FILE_FORMAT = (FORMAT_NAME = 'f')");
        Assert.Equal(
            "P|COPY INTO t FROM (SELECT $1:n::NUMBER(10,2), NULL, NULL, NULL FROM @st/) FILE_FORMAT = (FORMAT_NAME = 'f')|arn:aws:sqs:us-east-1:000000000000:sf-snowpipe-emulator",
            _sql.One("SELECT pipe_name, definition, notification_channel_name FROM information_schema.pipes WHERE pipe_schema = 'PUBLIC'"));
        Assert.Equal("ST|s3://b/p/", _sql.One("SELECT stage_name, stage_url FROM information_schema.stages"));
        Assert.Equal("F|PARQUET", _sql.One("SELECT file_format_name, file_format_type FROM information_schema.file_formats"));
        Assert.IsType<NotEmulatedException>(_sql.Fails("SELECT * FROM information_schema.sequences"));
    }
}
