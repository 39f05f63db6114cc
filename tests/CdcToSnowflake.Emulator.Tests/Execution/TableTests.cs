using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Execution;

public sealed class TableTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public TableTests() => _sql = _emulator.OpenIn();

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public void PrimaryKey_IsNotEnforced_ButNotNullIs()
    {
        _sql.Run("CREATE TABLE t (id NUMBER(10,0), PRIMARY KEY (id)); INSERT INTO t VALUES (1), (1)");
        Assert.Equal("2", _sql.One("SELECT COUNT(*) FROM t"));
        Assert.Equal(100072, _sql.Fails("INSERT INTO t VALUES (NULL)").Number);
    }

    [Fact]
    public void NumberOutOfRange_Refused()
    {
        _sql.Run("CREATE TABLE t (n NUMBER(5,2))");
        Assert.Equal((100039, "22003"), (_sql.Fails("INSERT INTO t VALUES (1000)").Number, _sql.Fails("INSERT INTO t VALUES (1000)").SqlState));
        _sql.Run("INSERT INTO t VALUES (999.99)");
        Assert.Equal("999.99", _sql.One("SELECT n FROM t"));
    }

    [Fact]
    public void VarcharTooLong_Refused()
    {
        _sql.Run("CREATE TABLE t (v VARCHAR(3)); INSERT INTO t VALUES ('äöü')");
        Assert.Equal((100078, "22000"), (_sql.Fails("INSERT INTO t VALUES ('abcd')").Number, _sql.Fails("INSERT INTO t SELECT v || 'x' FROM t").SqlState));
        Assert.Equal(100078, _sql.Fails("UPDATE t SET v = v || 'x'").Number);
    }

    [Fact]
    public void QuotedNames_DifferByCase()
    {
        _sql.Run("""CREATE TABLE "T" ("A" NUMBER(5,0), "a" NUMBER(5,0)); CREATE TABLE "t" ("a" VARCHAR); INSERT INTO "T" ("a", "A") VALUES (1, 2); INSERT INTO "t" VALUES ('other')""");
        Assert.Equal("2|1", _sql.One("SELECT * FROM t"));
        Assert.Equal("other", _sql.One("SELECT * FROM \"t\""));
        _sql.Run("""UPDATE "T" SET "a" = 5""");
        Assert.Equal("2|5", _sql.One("SELECT a, \"a\" FROM t"));
    }

    [Fact]
    public void QuotedSchemas_WithDots_AreTold()
    {
        _sql.Run("""CREATE DATABASE "X"; CREATE SCHEMA "X"."Y.Z"; CREATE DATABASE "X.Y"; CREATE SCHEMA "X.Y"."Z"; CREATE TABLE "X"."Y.Z".T (A NUMBER(5,0)); CREATE TABLE "X.Y"."Z".T (A NUMBER(5,0)); INSERT INTO "X"."Y.Z".T VALUES (1)""");
        Assert.Equal("0", _sql.One("""SELECT COUNT(*) FROM "X.Y"."Z".T"""));
    }

    [Fact]
    public void Defaults_WhereNoValueIsGiven()
    {
        _sql.Run("CREATE TABLE t (id NUMBER(5,0), v VARCHAR DEFAULT 'none', n NUMBER(5,0) DEFAULT 1 + 1); INSERT INTO t (id) VALUES (1); INSERT INTO t VALUES (2, DEFAULT, 7)");
        Assert.Equal(["1|none|2", "2|none|7"], _sql.Rows("SELECT * FROM t ORDER BY id"));
        _sql.Run("ALTER TABLE t ADD COLUMN w VARCHAR NOT NULL DEFAULT 'w'; INSERT INTO t (id) VALUES (3)");
        Assert.Equal(["w", "w", "w"], _sql.Rows("SELECT w FROM t"));
    }

    [Fact]
    public void AddColumn_IfNotExists_TwiceIsFine()
    {
        _sql.Run("CREATE TABLE t (id NUMBER(5,0)); ALTER TABLE t ADD COLUMN IF NOT EXISTS x NUMBER(10,0); ALTER TABLE t ADD COLUMN IF NOT EXISTS x NUMBER(10,0)");
        Assert.Equal(["ID|NUMBER(5,0)", "X|NUMBER(10,0)"], _sql.Rows("SELECT column_name, data_type || '(' || numeric_precision || ',0)' FROM information_schema.columns ORDER BY ordinal_position"));
        Assert.Contains("already exists", _sql.Fails("ALTER TABLE t ADD COLUMN x NUMBER(10,0)").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AlterColumn_TypeMayOnlyWiden()
    {
        _sql.Run("CREATE TABLE t (n NUMBER(5,0)); INSERT INTO t VALUES (1); ALTER TABLE t ALTER COLUMN n SET DATA TYPE NUMBER(30,0); INSERT INTO t VALUES (123456789012345678901234567890)");
        Assert.Equal("123456789012345678901234567891", _sql.One("SELECT SUM(n) FROM t"));
        Assert.Contains("widen", _sql.Fails("ALTER TABLE t ALTER COLUMN n SET DATA TYPE NUMBER(38,2)").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateTable_Modes_AsTheManualSays()
    {
        _sql.Run("CREATE TABLE t (id NUMBER(5,0)); INSERT INTO t VALUES (1); CREATE TABLE IF NOT EXISTS t (other VARCHAR)");
        Assert.Equal("1", _sql.One("SELECT id FROM t"));
        Assert.Equal(2002, _sql.Fails("CREATE TABLE t (id NUMBER(5,0))").Number);
        _sql.Run("CREATE OR REPLACE TABLE t (other VARCHAR)");
        Assert.Empty(_sql.Rows("SELECT other FROM t"));
        Assert.Equal(2003, _sql.Fails("DROP TABLE missing").Number);
        _sql.Run("DROP TABLE IF EXISTS missing; CREATE TABLE copied AS SELECT 1 AS a, 'x' AS b");
        Assert.Equal("1|x", _sql.One("SELECT * FROM copied"));
    }

    /// <summary>"CREATE OR REPLACE statements are atomic": the old object is deleted and the new one created in a single transaction.</summary>
    [Fact]
    public void CreateOrReplace_FromAQuery_MayReadTheTableItReplaces()
    {
        _sql.Run("CREATE TABLE sums (brand VARCHAR, n NUMBER(5,0)); INSERT INTO sums VALUES ('a', 1), ('a', 2), ('b', 4); CREATE STREAM st ON TABLE sums");
        for (var i = 0; i < 2; i++)
        {
            _sql.Run("CREATE OR REPLACE TABLE sums AS SELECT brand, SUM(n) AS n FROM sums GROUP BY brand");
            Assert.Equal(["a|3", "b|4"], _sql.Rows("SELECT * FROM sums ORDER BY brand"));
        }

        Assert.Contains("its table", _sql.Fails("SELECT * FROM st").Message, StringComparison.Ordinal);
        _sql.Run("CREATE OR REPLACE TABLE copied (x NUMBER(5,0)); CREATE OR REPLACE TABLE copied CLONE sums; CREATE OR REPLACE TABLE copied CLONE copied");
        Assert.Equal(["a|3", "b|4"], _sql.Rows("SELECT * FROM copied ORDER BY brand"));
        Assert.Equal(100051, _sql.Fails("CREATE OR REPLACE TABLE sums AS SELECT 1 / 0 AS x FROM sums").Number);
        Assert.Equal("2", _sql.One("SELECT COUNT(*) FROM sums"));
    }

    [Fact]
    public void Update_FromASource_ChangesMatchedRows()
    {
        _sql.Run("CREATE TABLE t (id NUMBER(5,0), v VARCHAR); CREATE TABLE s (id NUMBER(5,0), v VARCHAR); INSERT INTO t VALUES (1, 'a'), (2, 'b'); INSERT INTO s VALUES (2, 'c'); UPDATE t SET v = s.v FROM s WHERE t.id = s.id");
        Assert.Equal(["1|a", "2|c"], _sql.Rows("SELECT * FROM t ORDER BY id"));
        _sql.Run("DELETE FROM t USING s WHERE t.id = s.id");
        Assert.Equal(["1|a"], _sql.Rows("SELECT * FROM t"));
    }

    [Fact]
    public void View_ReadsItsTablesFromAnySchema()
    {
        _sql.Run("CREATE TABLE t (id NUMBER(5,0)); INSERT INTO t VALUES (1), (2); CREATE VIEW v (twice) AS SELECT id * 2 FROM t; CREATE SCHEMA other");
        Assert.Equal(["2", "4"], _sql.Rows("SELECT twice FROM D.PUBLIC.v ORDER BY 1"));
    }

    [Fact]
    public void UnknownThings_RefusedByName()
    {
        Assert.Contains("SHOW SEQUENCES", _sql.Fails("SHOW SEQUENCES").Message, StringComparison.OrdinalIgnoreCase);
        Assert.IsType<NotEmulatedException>(_sql.Fails("CREATE TEMPORARY TABLE t (id NUMBER(5,0))"));
        Assert.Equal(2140, _sql.Fails("CALL something()").Number);
        Assert.IsType<NotEmulatedException>(_sql.Fails("ALTER SESSION SET TIMEZONE = 'Europe/Berlin'"));
    }

    [Fact]
    public void InsertOverwrite_FromItsOwnTable_ReadsBeforeItEmpties()
    {
        _sql.Run("CREATE TABLE t (n NUMBER(5,0), v VARCHAR DEFAULT 'new'); INSERT INTO t VALUES (1, 'a'), (2, 'b'); CREATE STREAM s ON TABLE t");
        _sql.Run("INSERT OVERWRITE INTO t (n) SELECT n + 1 FROM t");
        Assert.Equal(["2|new", "3|new"], _sql.Rows("SELECT * FROM t ORDER BY n"));
        Assert.Equal(["1|DELETE", "2|DELETE", "2|INSERT", "3|INSERT"], _sql.Rows("SELECT n, METADATA$ACTION FROM s ORDER BY n, 2"));
    }

    [Theory]
    [InlineData("BINARY(2)", "TO_BINARY('ABCD')", "TO_BINARY('ABCDEF')")]
    [InlineData("BINARY", "TO_BINARY(REPEAT('AB', 8388608))", "TO_BINARY(REPEAT('AB', 8388609))")]
    [InlineData("VARCHAR", "REPEAT('é', 16777216)", "REPEAT('é', 16777217)")]
    [InlineData("VARCHAR(16777217)", "REPEAT('é', 16777217)", "REPEAT('é', 16777218)")]
    public void Lengths_ThatAColumnHas_SaidOrNot_AreEnforced(string type, string fits, string tooLong)
    {
        _sql.Run($"CREATE TABLE t (v {type}); INSERT INTO t SELECT {fits}");
        Assert.Equal(100078, _sql.Fails($"INSERT INTO t SELECT {tooLong}").Number);
        Assert.Equal("1", _sql.One("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public void Times_AreCutToTheirColumnsDigits()
    {
        _sql.Run("CREATE TABLE t (a TIME(0), b TIMESTAMP_TZ(3), c TIMESTAMP_LTZ(0)); INSERT INTO t SELECT '12:34:56.789'::TIME, '2026-01-02 03:04:05.678901'::TIMESTAMP_TZ, '2026-01-02 03:04:05.678901'::TIMESTAMP_LTZ");
        Assert.Equal("12:34:56|2026-01-02 03:04:05.678+00:00|2026-01-02 03:04:05+00:00", _sql.One("SELECT a::VARCHAR, b, c FROM t"));
    }

    [Fact]
    public void View_OfAllColumns_DoesNotFollowItsTable()
    {
        _sql.Run("CREATE TABLE t (a NUMBER(5,0), b VARCHAR); CREATE VIEW v AS SELECT * FROM t; CREATE VIEW named (x) AS SELECT a FROM t; INSERT INTO t VALUES (1, 'x'); ALTER TABLE t ADD COLUMN c VARCHAR");
        Assert.Equal((2057, "SQL compilation error: View definition for 'D.PUBLIC.V' declared 2 column(s), but view query produces 3 column(s)."), (_sql.Fails("SELECT * FROM v").Number, _sql.Fails("SELECT * FROM v").RawMessage));
        _sql.Run("ALTER TABLE t DROP COLUMN b");
        Assert.Equal(2057, _sql.Fails("SELECT a FROM v").Number);
        Assert.Equal("1", _sql.One("SELECT x FROM named"));
    }

    [Fact]
    public void Update_JoinedByNameToSeveralRows_CountsThem()
    {
        _sql.Run("CREATE TABLE t (a NUMBER(5,0), b NUMBER(5,0)); INSERT INTO t VALUES (1, 0), (2, 0), (3, 0); CREATE TABLE s (a NUMBER(5,0), b NUMBER(5,0)); INSERT INTO s VALUES (1, 10), (1, 11), (2, 20)");
        Assert.Equal("2|1", _sql.One("UPDATE t SET t.b = s.b FROM s WHERE t.a = s.a"));
        Assert.Equal("3|0", _sql.One("UPDATE t AS x SET x.b = 1"));
    }

    [Fact]
    public void MinByAndMaxBy_OfRowsWhoseValueIsNull_AreNull()
    {
        _sql.Run("CREATE TABLE t (v VARCHAR, n NUMBER(5,0)); INSERT INTO t VALUES (NULL, 1), ('two', 2), ('none', NULL), (NULL, 3)");
        Assert.Equal("∅|∅", _sql.One("SELECT MIN_BY(v, n), MAX_BY(v, n) FROM t"));
        Assert.Equal("two", _sql.One("SELECT MIN_BY(v, n) FROM t WHERE n > 1 OR n IS NULL"));
    }
}
