using CdcToSnowflake.Emulator.Parsing;

namespace CdcToSnowflake.Emulator.Tests.Parsing;

/// <summary>What is wrong or not emulated is refused by name, at its place.</summary>
public sealed class RefusedTextTests
{
    [Theory]
    [InlineData("SELECT 1\nFROM t PIVOT (SUM(a) FOR b IN ('x'))", "PIVOT", 2, 8)]
    [InlineData("SELECT * FROM t SAMPLE (10)", "SAMPLE", 1, 17)]
    [InlineData("SELECT * FROM t TABLESAMPLE (10)", "TABLESAMPLE", 1, 17)]
    [InlineData("SELECT * FROM t AT(TIMESTAMP => '2024-01-01'::TIMESTAMP)", "time travel (AT (TIMESTAMP => …))", 1, 17)]
    [InlineData("SELECT * FROM t BEFORE(STATEMENT => 'x')", "time travel (BEFORE (STATEMENT => …))", 1, 17)]
    [InlineData("SELECT * FROM t MATCH_RECOGNIZE (x)", "MATCH_RECOGNIZE", 1, 17)]
    [InlineData("SELECT * FROM a ASOF JOIN b", "ASOF JOIN", 1, 17)]
    [InlineData("SELECT a FROM t CONNECT BY PRIOR a = b", "CONNECT BY", 1, 17)]
    [InlineData("SELECT TRANSFORM(a, x -> x + 1) FROM t", "lambda expressions (->)", 1, 21)]
    [InlineData("SELECT 1::GEOGRAPHY", "type GEOGRAPHY", 1, 11)]
    [InlineData("SELECT a::ARRAY(NUMBER) FROM t", "structured ARRAY", 1, 16)]
    [InlineData("SELECT {*} FROM t", "{*} (an object of all columns)", 1, 9)]
    [InlineData("CREATE SEQUENCE s", "CREATE SEQUENCE", 1, 8)]
    [InlineData("CREATE MATERIALIZED VIEW v AS SELECT 1", "materialized views", 1, 8)]
    [InlineData("CREATE DYNAMIC TABLE t LAG = '1 minute' AS SELECT 1", "dynamic tables", 1, 8)]
    [InlineData("CREATE PROCEDURE p() RETURNS INT LANGUAGE SQL AS $$ $$", "procedures with their owner's rights", 1, 34)]
    [InlineData("CREATE PROCEDURE p() RETURNS INT LANGUAGE PYTHON", "procedures in PYTHON", 1, 43)]
    [InlineData("CREATE PROCEDURE p() RETURNS TABLE (a INT) LANGUAGE SQL", "procedures that return tables", 1, 30)]
    [InlineData("CREATE PROCEDURE p(a OUT INT) RETURNS INT", "output arguments", 1, 22)]
    [InlineData("CREATE PROCEDURE p(a INT DEFAULT 1) RETURNS INT", "default values of arguments", 1, 26)]
    [InlineData("CREATE PROCEDURE p() RETURNS INT STRICT", "STRICT of procedures", 1, 34)]
    [InlineData("CREATE PROCEDURE p() RETURNS INT EXECUTE AS CALLER AS SELECT 1", "a procedure's body that is no block", 1, 55)]
    [InlineData("COMMENT ON PROCEDURE p() IS 'x'", "COMMENT ON PROCEDURE", 1, 12)]
    [InlineData("GRANT USAGE ON PROCEDURE p() TO ROLE r", "a privilege on PROCEDURE", 1, 16)]
    [InlineData("GRANT USAGE ON INTEGRATION i TO APPLICATION other", "a grant to a APPLICATION", 1, 33)]
    [InlineData("CREATE TABLE t (a INT) WITH AGGREGATION POLICY p", "CREATE TABLE … WITH AGGREGATION", 1, 24)]
    [InlineData("CREATE TABLE t (a INT PROJECTION POLICY p)", "column option PROJECTION", 1, 23)]
    [InlineData("ALTER TAG t SET MASKING POLICY p", "tag-based masking policies", 1, 13)]
    [InlineData("CREATE USER u", "CREATE USER", 1, 8)]
    [InlineData("ALTER ACCOUNT SET TIMEZONE = 'UTC'", "ALTER ACCOUNT property TIMEZONE", 1, 19)]
    [InlineData("CREATE TABLE t (a INT) STAGE_FILE_FORMAT = (TYPE = CSV)", "CREATE TABLE property STAGE_FILE_FORMAT", 1, 24)]
    [InlineData("CREATE STAGE s URL = 's3://b/' WRONG = 1", "CREATE STAGE property WRONG", 1, 32)]
    [InlineData("CREATE STREAM s ON DYNAMIC TABLE t", "streams on DYNAMIC", 1, 20)]
    [InlineData("CREATE STREAM s ON TABLE t INSERT_ONLY = TRUE", "CREATE STREAM property INSERT_ONLY", 1, 28)]
    [InlineData("CREATE TASK t SCHEDULE = '1 minute' EXECUTE AS USER u AS SELECT 1", "EXECUTE AS of tasks", 1, 37)]
    [InlineData("CREATE OR ALTER TABLE t (a INT)", "CREATE OR ALTER TABLE", 1, 17)]
    [InlineData("COPY INTO @s FROM t", "COPY INTO a location", 1, 11)]
    [InlineData("COPY INTO t FROM @~/x", "user stages (@~) and table stages (@%table)", 1, 18)]
    [InlineData("COPY INTO t FROM 's3://b/x'", "loading from a URL without a stage", 1, 18)]
    [InlineData("INSERT ALL INTO a VALUES (1) SELECT 1", "INSERT ALL (multi-table insert)", 1, 8)]
    [InlineData("REVOKE OWNERSHIP ON TABLE t FROM ROLE r", "REVOKE OWNERSHIP", 1, 8)]
    [InlineData("GRANT DATABASE ROLE d.r TO ROLE r", "DATABASE roles", 1, 7)]
    [InlineData("SHOW USERS WITH PRIVILEGES x", "SHOW … WITH PRIVILEGES", 1, 12)]
    [InlineData("BEGIN\n  FOR i IN 1 TO 3 DO SELECT i; END FOR;\nEND", "FOR", 2, 3)]
    [InlineData("BEGIN WHILE (TRUE) DO SELECT 1; END WHILE; END", "WHILE", 1, 7)]
    [InlineData("DECLARE c CURSOR FOR SELECT 1; BEGIN SELECT 1; END", "cursors", 1, 11)]
    [InlineData("SELECT a FROM t INTERSECT ALL SELECT b FROM u", "INTERSECT ALL", 1, 27)]
    public void Parse_NotEmulated_NamesTheFeatureAndItsPlace(string text, string feature, int line, int column)
    {
        var error = Assert.Throws<NotEmulatedException>(() => SqlParser.Parse(text));

        Assert.Equal(feature, error.Feature);
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Contains($"line {line}, column {column}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELEC 1", "line 1, column 1: unexpected 'SELEC'")]
    [InlineData("SELECT 1 FROM", "line 1, column 14: unexpected the end of the text")]
    [InlineData("SELECT (1 + 2", "line 1, column 14: unexpected the end of the text")]
    [InlineData("SELECT 1,\n  FROM t", "line 2, column 3: unexpected 'FROM'")]
    [InlineData("SELECT 'abc", "line 1, column 8: the string has no end")]
    [InlineData("SELECT \"abc", "line 1, column 8: the quoted name has no end")]
    [InlineData("SELECT 1 /* open", "line 1, column 10: the comment has no end")]
    [InlineData("SELECT $$ open", "line 1, column 8: the $$ string has no end")]
    [InlineData("SELECT 1abc", "line 1, column 9: unexpected 'a' in a number")]
    [InlineData("SELECT a ! b", "line 1, column 10: unexpected '!'")]
    [InlineData("SELECT 1 SELECT 2", "line 1, column 10: unexpected 'SELECT'")]
    [InlineData("CREATE TABLE t (a NUMBER(39,0))", "invalid precision or scale: NUMBER(39,0)")]
    [InlineData("CREATE TABLE t (a NUMBER(5,6))", "invalid precision or scale: NUMBER(5,6)")]
    [InlineData("CREATE TABLE t (a TIMESTAMP_NTZ(10))", "invalid fraction of 10 digits")]
    [InlineData("CREATE TABLE t", "unexpected the end of the text where a list of columns or AS should stand")]
    [InlineData("CREATE OR REPLACE TABLE IF NOT EXISTS t (a INT)", "OR REPLACE and IF NOT EXISTS exclude each other")]
    [InlineData("CREATE PIPE p AUTO_INGEST = TRUE", "unexpected the end of the text where 'AS' should stand")]
    [InlineData("CREATE STAGE s URL = 'a' URL = 'b'", "property 'URL' is given twice")]
    [InlineData("MERGE INTO t USING s ON a = b", "unexpected the end of the text where 'WHEN' should stand")]
    [InlineData("MERGE INTO t USING s ON a = b WHEN NOT MATCHED THEN DELETE", "unexpected 'DELETE' where 'INSERT' should stand")]
    [InlineData("MERGE INTO t USING s ON a = b WHEN MATCHED THEN INSERT VALUES (1)", "unexpected 'INSERT' where 'UPDATE' should stand")]
    [InlineData("INSERT INTO t", "unexpected the end of the text")]
    [InlineData("DELETE t", "unexpected 't' where 'FROM' should stand")]
    [InlineData("BEGIN SELECT 1 END", "unexpected 'END' where ';' should stand")]
    [InlineData("BEGIN LET x := 1; IF (x) THEN END IF; END", "unexpected 'END' where a statement should stand")]
    [InlineData("SELECT a FROM select", "unexpected 'select' where a name should stand")]
    [InlineData("USE", "unexpected the end of the text where a name should stand")]
    [InlineData("", null)]
    [InlineData(" ; ;-- nothing\n;", null)]
    public void Parse_Wrong_SaysWhatAndWhere(string text, string? message)
    {
        if (message is null)
        {
            Assert.Empty(SqlParser.Parse(text));
            return;
        }

        var error = Assert.Throws<SnowflakeException>(() => SqlParser.Parse(text));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal("42000", error.SqlState);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("NOT ", "")]
    [InlineData("- ", "")]
    [InlineData("CASE WHEN ", " THEN 1 END")]
    [InlineData("[", "]")]
    [InlineData("f(", ")")]
    [InlineData("(SELECT ", ")")]
    public void Parse_NestedWithoutMeasure_IsRefusedNotACrash(string open, string close)
    {
        const int depth = 200_000;
        var text = new System.Text.StringBuilder("SELECT ").Insert(7, open, depth).Append('1').Insert(8 + (open.Length * depth), close, depth).ToString();

        var error = Assert.ThrowsAny<SnowflakeException>(() => SqlParser.Parse(text));

        Assert.Contains("nested too deeply", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_LongChains_AreNoNesting()
    {
        var text = "SELECT " + string.Join(" OR ", Enumerable.Range(0, 20_000).Select(i => $"c{i} = {i}")) + " FROM t";

        Assert.Single(SqlParser.Parse(text));
    }
}
