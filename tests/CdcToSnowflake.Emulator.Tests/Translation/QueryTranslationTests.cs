using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Tests.Translation;

/// <summary>Queries that really run; expected rows from Snowflake's documentation or its rules as documented.</summary>
public sealed class QueryTranslationTests
{
    [Fact]
    public void Query_NewestRowPerKey_QualifyPicksIt()
    {
        using var world = new TestWorld();
        world.Table("CREATE TABLE S (\"ID\" NUMBER(20,0), \"id\" VARCHAR, \"_CUT\" NUMBER(20,0), \"_SEQ\" NUMBER(20,0), \"_OP\" VARCHAR(1))",
            "SELECT * FROM VALUES (1, 'a', 1, 1, 'I'), (1, 'b', 1, 2, 'U'), (2, 'c', 1, 3, 'I'), (2, 'd', 2, 1, 'D')");

        var rows = world.Run("SELECT s.* FROM S AS s WHERE s.\"_OP\" <> 'T' QUALIFY ROW_NUMBER() OVER (PARTITION BY s.\"ID\" ORDER BY s.\"_CUT\" DESC, s.\"_SEQ\" DESC) = 1 ORDER BY s.\"ID\"");

        Assert.Equal("1|b|1|2|U\n2|d|2|1|D", rows);
    }

    [Fact]
    public void Query_NamesThatDifferInCaseOnly_AreTwoColumns()
    {
        using var world = new TestWorld();
        world.Table("CREATE TABLE T (\"A\" NUMBER, \"a\" VARCHAR)", "SELECT 1, 'x'");

        Assert.Equal("1|x", world.Run("SELECT * FROM T"));
        Assert.Equal("x|1", world.Run("SELECT \"a\", a FROM t"));
        Assert.Equal(["a", "A"], world.Translate("SELECT \"a\", a FROM t").Columns.Select(column => column.Name));
    }

    [Theory]
    [InlineData("SELECT count(*), Sum( x ) + 1, x:a.b, 'Ab c', y, z AS \"q\" FROM t", "COUNT(*)|SUM( X ) + 1|X:A.B|'Ab c'|Y|q")]
    public void Query_UnnamedColumns_AreLabelledByTheirText(string sql, string labels)
    {
        using var world = new TestWorld();
        world.Table("CREATE TABLE T (X VARIANT, Y NUMBER, Z NUMBER)");

        Assert.Equal(labels.Replace("SUM( X )", "SUM( Y )", StringComparison.Ordinal), string.Join('|', world.Translate(sql.Replace("Sum( x )", "Sum( y )", StringComparison.Ordinal)).Columns.Select(column => column.Name)));
    }

    [Theory]

    // WITH, set operators.
    [InlineData("WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3) SELECT n FROM c ORDER BY n", "1\n2\n3")]
    [InlineData("WITH a AS (SELECT 1 AS x), b AS (SELECT x + 1 AS x FROM a) SELECT a.x, b.x FROM a, b", "1|2")]
    [InlineData("WITH a AS (SELECT 1 AS x) SELECT * FROM (WITH a AS (SELECT 2 AS x) SELECT * FROM a) AS s, a", "2|1")]
    [InlineData("SELECT 1 UNION ALL SELECT 1 UNION SELECT 2 ORDER BY 1", "1\n2")]
    [InlineData("SELECT 1 MINUS SELECT 2", "1")]
    [InlineData("SELECT 1 UNION ALL SELECT 2 EXCEPT SELECT 2 INTERSECT SELECT 3 ORDER BY 1", "1\n2")]
    [InlineData("SELECT 1.5 AS a UNION ALL SELECT '2' ORDER BY a DESC", "2.00000\n1.50000")]
    [InlineData("SELECT 1 AS a, 2 AS b UNION ALL BY NAME SELECT 3 AS b, 4 AS c ORDER BY b", "1|2|NULL\nNULL|3|4")]

    // Aliases, GROUP BY, ORDER BY.
    [InlineData("SELECT x + 1 AS y, COUNT(*) FROM VALUES (1), (2), (2) AS t(x) WHERE y > 1 GROUP BY y ORDER BY y", "2|1\n3|2")]
    [InlineData("SELECT 1 AS a, a + 1 AS b, b * 2 AS c", "1|2|4")]
    [InlineData("SELECT -x AS x FROM VALUES (1), (2) t(x) ORDER BY x", "-2\n-1")]
    [InlineData("SELECT x FROM VALUES (1), (NULL), (3) t(x) ORDER BY x", "1\n3\nNULL")]
    [InlineData("SELECT x FROM VALUES (1), (NULL), (3) t(x) ORDER BY x DESC", "NULL\n3\n1")]
    [InlineData("SELECT x FROM VALUES (1), (NULL), (3) t(x) ORDER BY x DESC NULLS LAST LIMIT 2", "3\n1")]
    [InlineData("SELECT TOP 1 x FROM VALUES (1), (2) t(x) ORDER BY 1 DESC", "2")]
    [InlineData("SELECT x FROM VALUES (1), (2), (3) t(x) ORDER BY x OFFSET 1 ROWS FETCH NEXT 1 ROWS ONLY", "2")]
    [InlineData("SELECT a, SUM(b) FROM VALUES ('x', 1), ('y', 2), ('x', 3) t(a, b) GROUP BY ALL ORDER BY ALL", "x|4\ny|2")]
    [InlineData("SELECT a, SUM(b) FROM VALUES ('x', 1), ('y', 2) t(a, b) GROUP BY ROLLUP (a) ORDER BY 1", "x|1\ny|2\nNULL|3")]
    [InlineData("SELECT a, GROUPING(a), SUM(b) FROM VALUES ('x', 1), ('y', 2) t(a, b) GROUP BY GROUPING SETS ((a), ()) ORDER BY 2, 1", "x|0|1\ny|0|2\nNULL|1|3")]
    [InlineData("SELECT COUNT(*) AS n FROM VALUES (1), (2) t(x) HAVING n > 1", "2")]

    // A whole number that is grouped by is a value, by its alias and by its place.
    [InlineData("SELECT x, 0 AS target, COUNT(*) FROM VALUES ('a'), ('a'), ('b') t(x) GROUP BY x, target ORDER BY 1", "a|0|2\nb|0|1")]
    [InlineData("SELECT x, 3 AS n, COUNT(*) FROM VALUES ('a'), ('a'), ('b') t(x) GROUP BY 1, 2 ORDER BY 1", "a|3|2\nb|3|1")]
    [InlineData("SELECT x, -1 AS n, COUNT(*) FROM VALUES ('a'), ('a'), ('b') t(x) GROUP BY x, n ORDER BY 1", "a|-1|2\nb|-1|1")]
    [InlineData("SELECT x, 7 AS n, COUNT(*) FROM VALUES ('a'), ('b') t(x) GROUP BY ROLLUP (n, x) ORDER BY 1, 2", "a|7|1\nb|7|1\nNULL|7|2\nNULL|NULL|2")]

    // Joins.
    [InlineData("SELECT COUNT(*) FROM (SELECT '5' AS c) a JOIN (SELECT PARSE_JSON('\"5\"') AS c) b USING (c)", "1")]
    [InlineData("WITH l AS (SELECT * FROM VALUES (1, 'a'), (2, 'b') v(id, n)), r AS (SELECT 1 AS id, 'x' AS m) SELECT * FROM l LEFT JOIN r USING (id) ORDER BY id", "1|a|x\n2|b|NULL")]
    [InlineData("WITH l AS (SELECT 1 AS id), r AS (SELECT 2 AS id) SELECT id, l.id, r.id FROM l FULL JOIN r USING (id) ORDER BY id", "1|1|NULL\n2|NULL|2")]
    [InlineData("WITH l AS (SELECT 1 AS id, 2 AS k), r AS (SELECT 1 AS id, 3 AS m) SELECT * FROM l NATURAL JOIN r", "1|2|3")]
    [InlineData("SELECT a.x, b.x FROM (SELECT 1 AS x) a CROSS JOIN (SELECT 2 AS x) b", "1|2")]
    [InlineData("SELECT t.x, s.y FROM VALUES (1), (2) t(x), LATERAL (SELECT t.x * 10 AS y) s ORDER BY 1", "1|10\n2|20")]
    [InlineData("SELECT x FROM VALUES (1), (2) t(x) WHERE EXISTS (SELECT 1 FROM VALUES (2) s(x) WHERE s.x = t.x)", "2")]
    [InlineData("SELECT x, (SELECT MAX(y) FROM VALUES (1), (5) s(y) WHERE y > x) FROM VALUES (1), (5) t(x) ORDER BY 1", "1|5\n5|NULL")]
    [InlineData("SELECT 1 WHERE (1, 2) IN (SELECT 1, 2) AND 3 NOT IN (SELECT 4) AND 2 > ALL (SELECT 1) AND 2 = ANY (SELECT 2)", "1")]

    // Star modifiers.
    [InlineData("SELECT * EXCLUDE (b) RENAME (a AS z) FROM (SELECT 1 AS a, 2 AS b, 3 AS c)", "1|3")]
    [InlineData("SELECT * ILIKE '%id' REPLACE (b_id * 10 AS b_id) FROM (SELECT 1 AS a, 2 AS b_id)", "20")]
    [InlineData("SELECT $2, t.$1 FROM VALUES (1, 'x') t", "x|1")]

    // Aggregates.
    [InlineData("SELECT COUNT(x), COUNT(DISTINCT x), COUNT(*), COUNT(x, y) FROM VALUES (1, 1), (1, NULL), (NULL, 2) t(x, y)", "2|1|3|1")]
    [InlineData("SELECT AVG(x), SUM(x), MEDIAN(x) FROM VALUES (1), (2), (2), (NULL) t(x)", "1.666667|5|2")]
    [InlineData("SELECT AVG(x), SUM(x), MIN(x) FROM VALUES (1) t(x) WHERE FALSE", "NULL|NULL|NULL")]
    [InlineData("SELECT COUNT_IF(x > 1), BOOLOR_AGG(x > 1), MAX_BY(y, x) FROM VALUES (1, 'a'), (2, 'b') t(x, y)", "1|true|b")]
    [InlineData("SELECT LISTAGG(DISTINCT x, ', ') WITHIN GROUP (ORDER BY x DESC), LISTAGG(x) FROM VALUES ('a'), ('b'), ('b') t(x)", "b, a|abb")]
    [InlineData("SELECT LISTAGG(x, ',') || '.' FROM VALUES ('a') t(x) WHERE FALSE", ".")]
    [InlineData("SELECT ARRAY_AGG(x) WITHIN GROUP (ORDER BY x DESC)::VARCHAR, OBJECT_AGG(y, x)::VARCHAR FROM VALUES (1, 'a'), (NULL, 'b') t(x, y)", "[1]|{\"a\":1}")]
    [InlineData("SELECT LISTAGG(DISTINCT x, ' ') WITHIN GROUP (ORDER BY x DESC) FROM VALUES (10), (2), (10), (NULL), (3) t(x)", "10 3 2")]
    [InlineData("SELECT LISTAGG(DISTINCT x, ' ') WITHIN GROUP (ORDER BY x) FROM VALUES ('2024-10-01'::DATE), ('2024-09-01'::DATE), ('2024-10-01'::DATE) t(x)", "2024-09-01 2024-10-01")]
    [InlineData("SELECT LISTAGG(DISTINCT x, ' ') WITHIN GROUP (ORDER BY x) || '.' FROM VALUES (1) t(x) WHERE FALSE", ".")]
    [InlineData("SELECT y, LISTAGG(DISTINCT x, ' ') WITHIN GROUP (ORDER BY x) OVER (PARTITION BY y) FROM VALUES (10, 1), (2, 1), (3, 2) t(x, y) ORDER BY 1", "1|2 10\n1|2 10\n2|3")]
    [InlineData("SELECT ARRAY_AGG(DISTINCT x) WITHIN GROUP (ORDER BY x ASC), ARRAY_AGG(DISTINCT y) WITHIN GROUP (ORDER BY y DESC) FROM VALUES ('O', 2), ('F', 10), ('O', 2) t(x, y)", "[\"F\",\"O\"]|[10,2]")]
    [InlineData("SELECT OBJECT_AGG(DISTINCT x, y), OBJECTAGG(DISTINCT x, y) FROM VALUES ('a', 1), ('a', 1), ('b', NULL), (NULL, 2) t(x, y)", "{\"a\":1}|{\"a\":1}")]
    [InlineData("SELECT x, OBJECT_AGG(x, y) OVER (PARTITION BY x) FROM VALUES ('a', 1), ('b', 2) t(x, y) ORDER BY 1", "a|{\"a\":1}\nb|{\"b\":2}")]
    [InlineData("SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x) FROM VALUES (1), (2) t(x)", "1.5")]
    [InlineData("SELECT k, PERCENTILE_CONT(0.25) WITHIN GROUP (ORDER BY v), PERCENTILE_DISC(0.25) WITHIN GROUP (ORDER BY v) FROM VALUES (1, 10), (1, 20), (2, 10), (2, 20), (2, 25), (2, 30), (3, 60), (4, NULL) t(k, v) GROUP BY k ORDER BY k", "1|12.5|10\n2|17.5|10\n3|60|60\n4|NULL|NULL")]
    [InlineData("SELECT PERCENTILE_DISC(0) WITHIN GROUP (ORDER BY x DESC), PERCENTILE_DISC(0.25) WITHIN GROUP (ORDER BY x DESC), PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY x DESC), PERCENTILE_DISC(1.0) WITHIN GROUP (ORDER BY x DESC) FROM VALUES (1), (2), (3), (4) t(x)", "4|4|3|1")]

    // Window functions: Snowflake's LAST_VALUE sees the whole partition unless a frame is given.
    [InlineData("SELECT x, LAST_VALUE(x) OVER (ORDER BY x), SUM(x) OVER (ORDER BY x), LAG(x, 1, 0) OVER (ORDER BY x) FROM VALUES (1), (2) t(x) ORDER BY x", "1|2|1|0\n2|2|3|1")]
    [InlineData("SELECT x, AVG(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM VALUES (1), (2), (4) t(x) ORDER BY x", "1|1\n2|1.5\n4|3")]
    [InlineData("SELECT x, FIRST_VALUE(y) IGNORE NULLS OVER (ORDER BY x) FROM VALUES (1, NULL), (2, 'b') t(x, y) ORDER BY x", "1|b\n2|b")]
    [InlineData("SELECT x, NTILE(2) OVER (ORDER BY x), DENSE_RANK() OVER (ORDER BY x DESC) FROM VALUES (1), (2) t(x) QUALIFY DENSE_RANK() OVER (ORDER BY x DESC) = 1", "2|2|1")]

    // RATIO_TO_REPORT: the order is allowed, "but does not affect the calculation"; of a sum of 0 it "returns null".
    [InlineData("SELECT s, 100 * RATIO_TO_REPORT(p) OVER (), 100 * RATIO_TO_REPORT(p) OVER (ORDER BY s DESC) FROM VALUES (1, 300.00), (2, 250.00), (3, 450.00), (4, NULL) t(s, p) ORDER BY s", "1|30.00000000|30.00000000\n2|25.00000000|25.00000000\n3|45.00000000|45.00000000\n4|NULL|NULL")]
    [InlineData("SELECT s, 100 * RATIO_TO_REPORT(p) OVER (PARTITION BY c) FROM VALUES (1, 'O', 300.00), (2, 'S', 250.00), (3, 'O', 450.00), (4, 'O', NULL) t(s, c, p) ORDER BY s", "1|40.00000000\n2|100.00000000\n3|60.00000000\n4|NULL")]
    [InlineData("SELECT RATIO_TO_REPORT(x) OVER (ORDER BY x), RATIO_TO_REPORT(x::FLOAT) OVER (ORDER BY x) FROM VALUES (1), (-1) t(x)", "NULL|NULL\nNULL|NULL")]

    // FLATTEN: an object's key, an array's index; OUTER keeps rows without elements.
    [InlineData("SELECT f.INDEX, f.VALUE::NUMBER, f.PATH FROM (SELECT PARSE_JSON('[77, 88]') AS v) AS t, LATERAL FLATTEN(INPUT => t.v) f ORDER BY 1", "0|77|[0]\n1|88|[1]")]
    [InlineData("SELECT KEY, VALUE::VARCHAR, INDEX FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{\"a\": 1, \"b\": [77]}'))) ORDER BY KEY", "a|1|NULL\nb|[77]|NULL")]
    [InlineData("SELECT t.id, f.VALUE::NUMBER FROM (SELECT 1 AS id, PARSE_JSON('{\"l\": [5]}') AS v UNION ALL SELECT 2, PARSE_JSON('{}')) AS t, LATERAL FLATTEN(INPUT => t.v:l, OUTER => TRUE) f ORDER BY 1", "1|5\n2|NULL")]
    [InlineData("SELECT PATH FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{\"a\": {\"b\": [1]}}'), PATH => 'a.b'))", "a.b[0]")]
    [InlineData("SELECT $3, $4, $5::VARCHAR FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[77]')))", "[0]|0|77")]
    [InlineData("SELECT * EXCLUDE (seq, this) FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[77]')))", "NULL|[0]|0|77")]
    [InlineData("SELECT $2, $3 FROM TABLE(SPLIT_TO_TABLE('a.b', '.')) ORDER BY 1", "1|a\n2|b")]
    [InlineData("SELECT s.INDEX, s.VALUE FROM (SELECT 'a.b' AS v) t, LATERAL SPLIT_TO_TABLE(t.v, '.') s ORDER BY 1", "1|a\n2|b")]
    [InlineData("SELECT ROW_NUMBER() OVER (ORDER BY NULL) FROM TABLE(GENERATOR(ROWCOUNT => 3)) ORDER BY 1", "1\n2\n3")]
    public void Query_Runs_AsDocumented(string sql, string rows)
    {
        using var world = new TestWorld();

        Assert.Equal(rows, world.Run(sql));
    }

    [Theory]
    [InlineData("SELECT nothing FROM T", "000904", "invalid identifier 'NOTHING'")]
    [InlineData("SELECT x FROM T a, T b", "001065", "ambiguous column name 'X'")]
    [InlineData("SELECT a.x FROM T", "000904", "invalid identifier 'A.X'")]
    [InlineData("SELECT * FROM nowhere", "002003", "'NOWHERE' does not exist or not authorized")]
    [InlineData("SELECT 1 UNION ALL SELECT 1, 2", "001789", "expected 1, got 2")]
    [InlineData("SELECT UPPER()", "000938", "not enough arguments for function [UPPER]")]
    [InlineData("SELECT UPPER('a', 'b')", "000938", "too many arguments for function [UPPER]")]
    [InlineData("SELECT TRUNC(CURRENT_TIMESTAMP)", "000938", "not enough arguments for function [TRUNC]")]
    [InlineData("SELECT TIMESTAMP_FROM_PARTS(2013, 4, 5)", "000938", "not enough arguments for function [TIMESTAMP_FROM_PARTS]")]
    [InlineData("SELECT REGEXP_SUBSTR('a', 'a', 1, 1, 'c', 0, 7)", "000938", "too many arguments for function [REGEXP_SUBSTR]")]
    [InlineData("SELECT REGEXP_SUBSTR('a', 'a', 1)", "000002", "Unsupported feature 'REGEXP_SUBSTR of 3 arguments' at line 1, column 8")]
    [InlineData("SELECT REGEXP_REPLACE('a', 'a', 'b', 1)", "000002", "'REGEXP_REPLACE of 4 arguments'")]
    [InlineData("SELECT REGEXP_COUNT('a', 'a', 1)", "000002", "'REGEXP_COUNT of 3 arguments'")]
    [InlineData("SELECT TIMESTAMP_FROM_PARTS(2013, 4, 5, 12, 0, 0, 0, 'America/Los_Angeles')", "000002", "'TIMESTAMP_FROM_PARTS of 8 arguments'")]
    [InlineData("SELECT MAX_BY(x, y, 2) FROM T", "000002", "'MAX_BY of 3 arguments'")]
    [InlineData("SELECT ROUND(2.5, 0, 'HALF_TO_EVEN')", "000002", "'ROUND of 3 arguments'")]
    [InlineData("SELECT HEX_ENCODE('a', 0)", "000002", "'HEX_ENCODE of 2 arguments'")]
    [InlineData("SELECT BASE64_ENCODE('a', 32)", "000002", "'BASE64_ENCODE of 2 arguments'")]
    [InlineData("SELECT EDITDISTANCE('a', 'b', 3)", "000002", "'EDITDISTANCE of 3 arguments'")]
    [InlineData("SELECT UUID_STRING('fe971b24-9572-4005-b22f-351e9c09274d', 'foo')", "000002", "'UUID_STRING of 2 arguments'")]
    [InlineData("SELECT RANDOM(4711)", "000002", "'RANDOM of 1 argument'")]
    [InlineData("SELECT PARSE_JSON('{}', 'd')", "000002", "'PARSE_JSON of 2 arguments'")]
    [InlineData("SELECT CONVERT_TIMEZONE('America/New_York', CURRENT_TIMESTAMP)", "000002", "Write CONVERT_TIMEZONE('UTC', 'America/New_York', value::TIMESTAMP_NTZ)")]
    [InlineData("SELECT RATIO_TO_REPORT(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM T", "002000", "RATIO_TO_REPORT takes no window frame")]
    [InlineData("SELECT LISTAGG(DISTINCT x) WITHIN GROUP (ORDER BY y) FROM T", "002000", "is not a valid order by expression")]
    [InlineData("SELECT ARRAY_AGG(DISTINCT x) WITHIN GROUP (ORDER BY y) FROM T", "002000", "is not a valid order by expression")]
    [InlineData("WITH r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r LIMIT 10) SELECT n FROM r", "000002", "of the recursive table R")]
    [InlineData("WITH r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 3 ORDER BY n) SELECT n FROM r", "000002", "of the recursive table R")]
    [InlineData("WITH r AS (WITH one AS (SELECT 1 AS n) SELECT n FROM one UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT n FROM r", "000002", "of the recursive table R")]
    [InlineData("SELECT x INTO :a FROM T", "002000", "INTO stands only in a block")]
    [InlineData("SELECT HASH(1)", "000002", "Unsupported feature 'function HASH' at line 1, column 8")]
    [InlineData("SELECT 1,\n  my.own_function(1)", "000002", "Unsupported feature 'function MY.OWN_FUNCTION' at line 2, column 3")]
    [InlineData("SELECT y:a FROM T", "002000", "a path into a value of type VARCHAR")]
    [InlineData("SELECT ROW_NUMBER() FROM T", "002000", "needs OVER")]
    [InlineData("SELECT DATEADD(fortnight, 1, CURRENT_DATE)", "002000", "'FORTNIGHT' is not a valid date/time component")]
    [InlineData("SELECT :unbound", "002000", "Bind variable :UNBOUND not set")]
    [InlineData("SELECT s.NEXTVAL", "000002", "Unsupported feature 'sequences'")]
    [InlineData("SELECT x COLLATE 'en' FROM T", "000002", "Unsupported feature 'COLLATE'")]
    [InlineData("SELECT TO_CHAR(1, '999')", "000002", "the format '999'")]
    [InlineData("SELECT x FROM T ORDER BY 2", "002000", "ORDER BY 2 is out of range")]
    [InlineData("SELECT DATE '2024-01-01' * 2", "002000", "invalid argument types for this operator")]
    [InlineData("SELECT a + 1 AS a", "000904", "invalid identifier 'A'")]
    public void Query_Wrong_IsRefusedWithItsPlace(string sql, string code, string message)
    {
        using var world = new TestWorld();
        world.Table("CREATE TABLE T (X NUMBER, Y VARCHAR)");

        var error = Assert.ThrowsAny<SnowflakeException>(() => world.Translate(sql));

        Assert.StartsWith(code, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("line ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Query_DocumentOfParquet_TakesTheFieldByItsExactKey()
    {
        using var world = new TestWorld();
        world.Stages["S"] = new Relation("(SELECT 7 AS \"id\", 'x' AS \"ID_1\")", [new RelationColumn("METADATA$FILENAME", DataType.Varchar) { InStar = false }])
        {
            Document = [new DocumentField("id", "id", DataType.Number(10, 0)), new DocumentField("ID", "ID_1", DataType.Varchar)],
        };

        Assert.Equal("7|x|NULL|{\"id\":7,\"ID\":\"x\"}", world.Run("SELECT $1:\"id\"::NUMBER(20,0), $1:\"ID\"::VARCHAR, $1:\"gone\"::DATE, $1::VARCHAR FROM @s/p/"));
    }
}
