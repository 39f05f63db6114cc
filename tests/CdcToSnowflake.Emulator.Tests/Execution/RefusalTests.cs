using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Execution;

/// <summary>What is not emulated is refused by its name, and the message says what to do instead.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public RefusalTests()
    {
        _sql = _emulator.OpenIn();
        _sql.Run("CREATE TABLE t (id NUMBER(10,0)); CREATE VIEW v AS SELECT id FROM t; CREATE STAGE st URL = 's3://b/'");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Theory]
    [InlineData("CREATE STREAM s ON VIEW v", "a stream on a view", "on the view's table")]
    [InlineData("COPY INTO @st/out/ FROM t", "COPY INTO a location", "by a query")]
    [InlineData("ALTER SESSION SET TIMEZONE = 'Europe/Berlin'", "TIMEZONE = Europe/Berlin", "CONVERT_TIMEZONE")]
    [InlineData("CREATE FILE FORMAT f TYPE = AVRO", "file format AVRO", "Parquet, JSON or CSV")]
    [InlineData("COPY INTO t FROM (SELECT $1 FROM @st (FILE_FORMAT => 'f', PATTERN => 'x')) FILE_FORMAT = (TYPE = CSV)", "within a COPY transformation", "options of COPY INTO")]
    [InlineData("SELECT 1 FROM TABLE(GENERATOR(ROWCOUNT => 1, TIMELIMIT => 5))", "TIMELIMIT", "in another way")]
    [InlineData("CREATE TASK k LOG_LEVEL = INFO AS SELECT 1", "LOG_LEVEL", "in another way")]
    [InlineData("DROP TABLE t RESTRICT", "RESTRICT", "in another way")]
    [InlineData("SELECT REGEXP_LIKE('a', 'a', 'm')", "the parameter 'm'", "in another way")]
    [InlineData("CREATE TABLE c (x VARCHAR) DEFAULT_DDL_COLLATION = 'en-ci'", "DEFAULT_DDL_COLLATION", "run it on an account")]
    [InlineData("ALTER TABLE t SET DEFAULT_DDL_COLLATION = 'en-ci'", "DEFAULT_DDL_COLLATION", "run it on an account")]
    [InlineData("SELECT * FROM t PIVOT (SUM(id) FOR id IN (1))", "PIVOT", "run it on an account")]
    public void Refusal_NamesTheFeatureAndTheRemedy(string sql, string feature, string remedy)
    {
        var refusal = Assert.IsType<NotEmulatedException>(_sql.Fails(sql));
        Assert.Contains(feature, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>What an account refuses too.</summary>
    [Theory]
    [InlineData("CREATE PIPE p PIPE_EXECUTION_PAUSED = TRUE AS COPY INTO t FROM @st", "ALTER PIPE")]
    [InlineData("SELECT id FROM t INTERSECT BY NAME SELECT id FROM t", "syntax error")]
    [InlineData("SELECT id FROM t EXCEPT BY NAME SELECT id FROM t", "syntax error")]
    [InlineData("SELECT SUM(id) WITHIN GROUP (ORDER BY id) FROM t", "WITHIN GROUP")]
    [InlineData("SELECT COUNT(id) IGNORE NULLS FROM t", "IGNORE NULLS")]
    [InlineData("SELECT TRY_CAST(1 AS VARCHAR)", "Function TRY_CAST cannot be used with arguments of types NUMBER(1,0) and VARCHAR")]
    [InlineData("SELECT TRY_CAST(PARSE_JSON('1') AS NUMBER)", "Function TRY_CAST cannot be used with arguments of types VARIANT and NUMBER(38,0)")]
    [InlineData("SELECT TRY_CAST('AB' AS BINARY)", "Function TRY_CAST cannot be used")]
    [InlineData("INSERT INTO doc VALUES (PARSE_JSON('1'))", "Invalid expression [VARIANT] in VALUES clause")]
    [InlineData("INSERT INTO t VALUES ((SELECT 1))", "Invalid expression [a subquery] in VALUES clause")]
    [InlineData("INSERT INTO t VALUES (MAX(1))", "Invalid expression [MAX] in VALUES clause")]
    [InlineData("INSERT INTO t VALUES (ROW_NUMBER() OVER (ORDER BY 1))", "Invalid expression [ROW_NUMBER] in VALUES clause")]
    [InlineData("UPDATE t SET v.id = 1 FROM v", "invalid identifier 'V.ID'")]
    [InlineData("MERGE INTO t USING v ON t.id = v.id WHEN MATCHED THEN UPDATE SET v.id = 1", "invalid identifier 'V.ID'")]
    [InlineData("UPDATE t AS x SET t.id = 1", "invalid identifier 'T.ID'")]
    [InlineData("DROP VIEW v CASCADE", "syntax error")]
    public void WrongText_IsAnError(string sql, string message)
    {
        _sql.Run("CREATE TABLE doc (d VARIANT)");
        var error = _sql.Fails(sql);
        Assert.IsNotType<NotEmulatedException>(error);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
