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
    [InlineData("SELECT 1.5 AS a UNION ALL SELECT '2' ORDER BY a DESC", "2.0\n1.5")]
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

    // Joins.
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
    [InlineData("SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x) FROM VALUES (1), (2) t(x)", "1.5")]

    // Window functions: Snowflake's LAST_VALUE sees the whole partition unless a frame is given.
    [InlineData("SELECT x, LAST_VALUE(x) OVER (ORDER BY x), SUM(x) OVER (ORDER BY x), LAG(x, 1, 0) OVER (ORDER BY x) FROM VALUES (1), (2) t(x) ORDER BY x", "1|2|1|0\n2|2|3|1")]
    [InlineData("SELECT x, AVG(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM VALUES (1), (2), (4) t(x) ORDER BY x", "1|1\n2|1.5\n4|3")]
    [InlineData("SELECT x, FIRST_VALUE(y) IGNORE NULLS OVER (ORDER BY x) FROM VALUES (1, NULL), (2, 'b') t(x, y) ORDER BY x", "1|b\n2|b")]
    [InlineData("SELECT x, NTILE(2) OVER (ORDER BY x), DENSE_RANK() OVER (ORDER BY x DESC) FROM VALUES (1), (2) t(x) QUALIFY DENSE_RANK() OVER (ORDER BY x DESC) = 1", "2|2|1")]

    // FLATTEN: an object's key, an array's index; OUTER keeps rows without elements.
    [InlineData("SELECT f.INDEX, f.VALUE::NUMBER, f.PATH FROM (SELECT PARSE_JSON('[77, 88]') AS v) AS t, LATERAL FLATTEN(INPUT => t.v) f ORDER BY 1", "0|77|[0]\n1|88|[1]")]
    [InlineData("SELECT KEY, VALUE::VARCHAR, INDEX FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{\"a\": 1, \"b\": [77]}'))) ORDER BY KEY", "a|1|NULL\nb|[77]|NULL")]
    [InlineData("SELECT t.id, f.VALUE::NUMBER FROM (SELECT 1 AS id, PARSE_JSON('{\"l\": [5]}') AS v UNION ALL SELECT 2, PARSE_JSON('{}')) AS t, LATERAL FLATTEN(INPUT => t.v:l, OUTER => TRUE) f ORDER BY 1", "1|5\n2|NULL")]
    [InlineData("SELECT PATH FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{\"a\": {\"b\": [1]}}'), PATH => 'a.b'))", "a.b[0]")]
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
