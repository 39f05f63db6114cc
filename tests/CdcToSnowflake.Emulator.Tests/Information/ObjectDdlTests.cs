using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Information;

/// <summary>"GET_DDL": the statement makes the object again, as it was.</summary>
public sealed class ObjectDdlTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public ObjectDdlTests()
    {
        _sql = _emulator.OpenIn();
        _sql.Run("CREATE TABLE base (id NUMBER(10,0) NOT NULL, v VARCHAR(5) DEFAULT 'd''x' COMMENT 'it''s', \"low\" TIMESTAMP_NTZ(6), doc VARIANT, PRIMARY KEY (id)) CLUSTER BY (id) COMMENT = 'c'; CREATE STAGE st URL = 's3://b/'");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Theory]
    [InlineData("TABLE", "base", "DESCRIBE TABLE base", null)]
    [InlineData("VIEW", "v", "SELECT * FROM v", "CREATE SECURE VIEW v (a, \"b\") COMMENT = 'c' AS SELECT id + 1, v FROM base")]
    [InlineData("STREAM", "s", "SHOW STREAMS", "CREATE STREAM s ON TABLE base APPEND_ONLY = TRUE COMMENT = 'c'")]
    [InlineData("TASK", "k", "SHOW TASKS", "CREATE TASK k SCHEDULE = 'USING CRON 0 3 * * * UTC' USER_TASK_TIMEOUT_MS = 5000 QUERY_TAG = 't' COMMENT = 'c' WHEN SYSTEM$STREAM_HAS_DATA('s1') AS BEGIN INSERT INTO base (id) VALUES (1); END")]
    [InlineData("PIPE", "p", "SHOW PIPES", "CREATE PIPE p AUTO_INGEST = TRUE COMMENT = 'c' AS COPY INTO base (id) FROM (SELECT $1:\"id\"::NUMBER(10,0) FROM @st/in/) FILE_FORMAT = (TYPE = PARQUET)")]
    public void GetDdl_RunAgain_MakesTheSame(string kind, string name, string question, string? create)
    {
        _sql.Run("CREATE STREAM s1 ON TABLE base");
        if (create is not null)
        {
            _sql.Run(create);
        }

        var before = Undated(question);
        var ddl = _sql.One($"SELECT GET_DDL('{kind}', '{name}')");
        _sql.Run($"DROP {kind} {name}");
        _sql.Run(ddl);
        Assert.Equal(before, Undated(question));
        Assert.Equal(ddl, _sql.One($"SELECT GET_DDL('{kind}', 'D.PUBLIC.{name}')"));
    }

    [Fact]
    public void GetDdl_Qualified_TablesAndViewsInterchangeable()
    {
        _sql.Run("CREATE VIEW v AS SELECT id FROM base");
        Assert.StartsWith("create or replace view D.PUBLIC.V(", _sql.One("SELECT GET_DDL('table', 'v', TRUE)"), StringComparison.Ordinal);
        Assert.StartsWith("create or replace TABLE BASE (\n\tID NUMBER(10,0) NOT NULL,\n\tV VARCHAR(5) DEFAULT 'd''x' COMMENT 'it''s',\n\t\"low\" TIMESTAMP_NTZ(6),", _sql.One("SELECT GET_DDL('VIEW', 'base')"), StringComparison.Ordinal);
    }

    [Fact]
    public void GetDdl_OfWhatIsNotThere_OrNotEmulated()
    {
        Assert.Contains("does not exist", _sql.Fails("SELECT GET_DDL('TABLE', 'missing')").Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", _sql.Fails("SELECT GET_DDL('PIPE', 'base')").Message, StringComparison.Ordinal);
        Assert.Contains("SHOW and DESCRIBE", Assert.IsType<NotEmulatedException>(_sql.Fails("SELECT GET_DDL('STAGE', 'st')")).Message, StringComparison.Ordinal);
    }

    // Without what an object has of its time: when it was made, its id, and until when a stream can be read.
    private List<string> Undated(string question)
    {
        using var command = _sql.CreateCommand();
        command.CommandText = question;
        using var reader = command.ExecuteReader();
        var names = Enumerable.Range(0, reader.FieldCount).Where(i => reader.GetName(i) is not ("created_on" or "id" or "stale_after")).ToList();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', names.Select(i => reader.GetValue(i).ToString())));
        }

        return rows;
    }
}
