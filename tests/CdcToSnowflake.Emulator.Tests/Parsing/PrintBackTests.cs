using System.Runtime.CompilerServices;
using CdcToSnowflake.Emulator.Parsing;

namespace CdcToSnowflake.Emulator.Tests.Parsing;

/// <summary>Nothing is lost: what is parsed, printed and parsed again is equal.</summary>
public sealed class PrintBackTests
{
    public static TheoryData<string> Goldens => [.. Directory.GetFiles(Folder(), "*.sql").Select(path => Path.GetFileName(path)!).Where(name => !name.Contains(".head.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Print_Golden_ParsesToTheSame(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder(), name));

        RequireSame(text);
    }

    [Theory]
    [InlineData("SELECT a, t.b AS c, d e, $1, t.$2, :v, ?, $sv, COUNT(*), COUNT(DISTINCT x), f(), LEFT(a, 1) FROM t")]
    [InlineData("SELECT DISTINCT TOP 3 * EXCLUDE (a, b) REPLACE (x + 1 AS x) RENAME (c AS d) FROM t ORDER BY 1 DESC NULLS LAST, x ASC LIMIT 3 OFFSET 4")]
    [InlineData("SELECT t.* ILIKE '%id%', u.* EXCLUDE z FROM t, u FETCH FIRST 3 ROWS ONLY")]
    [InlineData("SELECT -a::INT, NOT a = b AND c OR d, a || b + c * d % e / f - g FROM t WHERE a <> b OR a != c AND a >= 1 OR a <= 2")]
    [InlineData("SELECT x:a.b[0].\"C d\"['e']::VARCHAR(10), PARSE_JSON(y):z, arr[i + 1], {'k': 1, 'l': [1, 'two', NULL]}, [] FROM t")]
    [InlineData("SELECT CASE a WHEN 1 THEN 'x' WHEN 2 THEN 'y' ELSE NULL END, CASE WHEN a THEN TRUE END, CAST(a AS NUMBER(10,2)), TRY_CAST(b AS TIMESTAMP_TZ(3))")]
    [InlineData("SELECT 1 WHERE a IN (1, 2) AND b NOT IN (SELECT 1) AND (a, b) IN ((1, 2)) AND c BETWEEN 1 AND 2 AND d NOT BETWEEN 1 + 1 AND 3 AND EXISTS (SELECT 1)")]
    [InlineData("SELECT 1 WHERE a LIKE 'x%' ESCAPE '^' AND b NOT ILIKE ANY ('a', 'b') AND c LIKE ALL ('a') AND d RLIKE 'x' AND e NOT REGEXP 'y'")]
    [InlineData("SELECT 1 WHERE a IS NULL AND b IS NOT NULL AND c IS DISTINCT FROM d AND e IS NOT DISTINCT FROM f AND g IS TRUE AND h IS NOT FALSE AND i = ANY (SELECT 1) AND j > ALL (SELECT 2)")]
    [InlineData("SELECT SUM(a) OVER (PARTITION BY b, c ORDER BY d DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING), LAG(a, 1, 0) IGNORE NULLS OVER (ORDER BY d), FIRST_VALUE(a) RESPECT NULLS OVER (ORDER BY d RANGE UNBOUNDED PRECEDING)")]
    [InlineData("SELECT LISTAGG(DISTINCT a, ',') WITHIN GROUP (ORDER BY b DESC) FROM t GROUP BY ROLLUP (a, (b, c)), CUBE (d), GROUPING SETS ((a), (), (b, c)), e HAVING COUNT(*) > 1 QUALIFY ROW_NUMBER() OVER (ORDER BY 1) = 1")]
    [InlineData("SELECT a, COUNT(*) FROM t GROUP BY ALL ORDER BY ALL DESC")]
    [InlineData("WITH a AS (SELECT 1), b (x, y) AS (SELECT 2, 3) SELECT * FROM a UNION ALL SELECT x FROM b EXCEPT SELECT 1 INTERSECT SELECT 2 MINUS (SELECT 3 ORDER BY 1 LIMIT 1)")]
    [InlineData("WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT * FROM r")]
    [InlineData("SELECT * FROM a UNION ALL BY NAME SELECT * FROM b")]
    [InlineData("SELECT * FROM a JOIN b ON a.x = b.x LEFT OUTER JOIN c USING (x, y) NATURAL JOIN d CROSS JOIN e FULL JOIN (f JOIN g ON TRUE) ON FALSE")]
    [InlineData("SELECT * FROM t, LATERAL FLATTEN(INPUT => t.v, OUTER => TRUE) AS f, LATERAL (SELECT t.a) x, TABLE(GENERATOR(ROWCOUNT => 3)), (SELECT 1) s (c), (VALUES (1, 2), (3, 4)) v (a, b)")]
    [InlineData("SELECT * FROM ((SELECT 1) UNION (SELECT 2)) u, ((SELECT 1) x CROSS JOIN y), VALUES (1)")]
    [InlineData("SELECT ((SELECT 1) + 2), ((SELECT 3)), (1), (1, 2) = (3, 4)")]
    [InlineData("SELECT METADATA$FILENAME, $1:\"k\" FROM @\"D\".s.\"st age\"/a/b.parquet (FILE_FORMAT => 'f', PATTERN => '.*') AS x")]
    [InlineData("SELECT * FROM db..t, IDENTIFIER('s') AS i, s AT (STREAM => 'x') AS z")]
    [InlineData("SELECT DATE '2024-01-01' + INTERVAL '1 day, 2 hours', EXTRACT(year FROM d), POSITION('a' IN b), 'it''s \\'x\\' \\n \\\\ \\u00e9 \\x41 \\101', $$raw 'text' \\n$$, .5, 1., 1.5e-3")]
    [InlineData("SELECT \"a\"\"b\", \"Ünïcode\", CURRENT_TIMESTAMP, CURRENT_DATE() -- end\n, 1 // another\n /* and ; this */ + 1")]
    [InlineData("CREATE OR REPLACE TRANSIENT TABLE d.s.t (a NUMBER(10,2) NOT NULL DEFAULT 1 + 2 COMMENT 'it''s', b VARCHAR(10) COLLATE 'en-ci' UNIQUE, c INT IDENTITY (1, 2) ORDER PRIMARY KEY, d CHAR, e DOUBLE PRECISION, CONSTRAINT pk PRIMARY KEY (a, b) NOT ENFORCED RELY, FOREIGN KEY (a) REFERENCES o (x)) CLUSTER BY (a, TO_DATE(b)) CHANGE_TRACKING = TRUE DATA_RETENTION_TIME_IN_DAYS = 1 COMMENT = 'x'")]
    [InlineData("CREATE TABLE IF NOT EXISTS t AS SELECT 1 AS a; CREATE TEMP TABLE u LIKE t; CREATE TABLE v CLONE t; CREATE TABLE w (a, b) AS SELECT 1, 2")]
    [InlineData("CREATE DATABASE d DATA_RETENTION_TIME_IN_DAYS = 0; CREATE TRANSIENT SCHEMA IF NOT EXISTS d.s COMMENT = 'c'; CREATE WAREHOUSE w WITH WAREHOUSE_SIZE = 'XSMALL' AUTO_SUSPEND = 60")]
    [InlineData("CREATE OR REPLACE SECURE VIEW v (a, b) COMMENT = 'x' AS SELECT 1, 2")]
    [InlineData("CREATE FILE FORMAT f TYPE = CSV FIELD_DELIMITER = '|' NULL_IF = ('', '\\\\N') SKIP_HEADER = 1; CREATE STAGE s URL = 's3://b/p/' STORAGE_INTEGRATION = \"I\" DIRECTORY = (ENABLE = TRUE) FILE_FORMAT = (TYPE = JSON STRIP_OUTER_ARRAY = TRUE)")]
    [InlineData("CREATE STREAM s ON TABLE t AT (STREAM => 'o') APPEND_ONLY = TRUE COMMENT = 'c'; CREATE STREAM IF NOT EXISTS s2 ON VIEW v SHOW_INITIAL_ROWS = TRUE")]
    [InlineData("CREATE OR ALTER TASK t WAREHOUSE = w SCHEDULE = 'USING CRON 0 9 * * * UTC' AFTER a, b.c AS SELECT 1; CREATE TASK u FINALIZE = t AS CALL p(1, x => 2); CREATE TASK v WHEN SYSTEM$STREAM_HAS_DATA('s') AND NOT SYSTEM$STREAM_HAS_DATA('t') AS BEGIN NULL; END")]
    [InlineData("ALTER TABLE t ADD COLUMN IF NOT EXISTS a INT, b VARCHAR NOT NULL; ALTER TABLE IF EXISTS t DROP COLUMN IF EXISTS a, b; ALTER TABLE t RENAME COLUMN a TO b; ALTER TABLE t RENAME TO d.s.u; ALTER TABLE t SWAP WITH u")]
    [InlineData("ALTER TABLE t ALTER COLUMN a SET DATA TYPE VARCHAR(20), COLUMN b DROP NOT NULL, c SET NOT NULL, d DROP DEFAULT, e COMMENT 'x'; ALTER TABLE t MODIFY (COLUMN a TYPE INT); ALTER TABLE t CLUSTER BY (a); ALTER TABLE t DROP CLUSTERING KEY; ALTER TABLE t ADD PRIMARY KEY (a); ALTER TABLE t DROP CONSTRAINT x")]
    [InlineData("ALTER TABLE t SET CHANGE_TRACKING = TRUE, COMMENT = 'x'; ALTER TABLE t UNSET COMMENT; ALTER PIPE p REFRESH PREFIX = 'x/'; ALTER PIPE p SET PIPE_EXECUTION_PAUSED = TRUE; ALTER WAREHOUSE w RESUME; ALTER SESSION SET TIMEZONE = 'UTC' QUERY_TAG = 'x'; ALTER SESSION UNSET TIMEZONE")]
    [InlineData("ALTER TASK t RESUME; ALTER TASK t SUSPEND; ALTER TASK t MODIFY AS SELECT 1; ALTER TASK t MODIFY WHEN SYSTEM$STREAM_HAS_DATA('s'); ALTER TASK t REMOVE WHEN; ALTER TASK t ADD AFTER a; ALTER TASK t REMOVE AFTER a, b; ALTER TASK t SET SCHEDULE = '5 MINUTES'")]
    [InlineData("DROP TABLE IF EXISTS a.b.c CASCADE; DROP FILE FORMAT f; UNDROP TABLE t; TRUNCATE TABLE IF EXISTS t; USE DATABASE d; USE SCHEMA a.b; USE a.b; USE ROLE r; USE SECONDARY ROLES ALL_ROLES; DESC TABLE t; DESCRIBE STREAM s")]
    [InlineData("SHOW TERSE TABLES LIKE 'x%' IN SCHEMA a.b STARTS WITH 'y' LIMIT 5; SHOW STREAMS IN DATABASE d; SHOW FILE FORMATS; SHOW TASKS IN ACCOUNT; SHOW COLUMNS IN TABLE t; SHOW PRIMARY KEYS IN t; COMMENT IF EXISTS ON TABLE t IS 'x'; COMMENT ON COLUMN a.b IS 'y'")]
    [InlineData("INSERT INTO t (a, b) VALUES (1, DEFAULT), (2, 'x'); INSERT OVERWRITE INTO t SELECT * FROM u; INSERT INTO t WITH c AS (SELECT 1) SELECT * FROM c; INSERT INTO t (SELECT 1)")]
    [InlineData("UPDATE t AS x SET a = 1, b = DEFAULT FROM u, v WHERE x.i = u.i; DELETE FROM t USING u AS y WHERE t.i = y.i; DELETE FROM t")]
    [InlineData("MERGE INTO t USING u ON t.i = u.i WHEN MATCHED THEN UPDATE ALL BY NAME WHEN NOT MATCHED THEN INSERT ALL BY NAME; MERGE INTO t USING (VALUES (1)) AS s (i) ON t.i = s.i WHEN NOT MATCHED THEN INSERT VALUES (s.i)")]
    [InlineData("COPY INTO t FROM @s/p FILES = ('a', 'b') PATTERN = '.*' FILE_FORMAT = (TYPE = PARQUET) ON_ERROR = SKIP_FILE_10% FORCE = TRUE MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE")]
    [InlineData("BEGIN; BEGIN TRANSACTION; START TRANSACTION NAME x; COMMIT WORK; ROLLBACK; SET a = 1; SET (b, c) = (2, 'x'); UNSET a; EXECUTE TASK t RETRY LAST; EXECUTE TASK t USING CONFIG = '{\"a\": 1}'; EXECUTE TASK t RETRY GRAPH RUN GROUP 'g'; EXECUTE IMMEDIATE $$SELECT 1; SELECT 2$$; EXECUTE IMMEDIATE :x USING (y)")]
    [InlineData("DECLARE a INT DEFAULT 1; b := 2; e EXCEPTION (-20001, 'x'); f EXCEPTION; BEGIN LET c := 3; LET d VARCHAR := 'x'; a := :b + c; IF (a > 1) THEN RAISE e; ELSEIF (a = 1) THEN NULL; ELSE RETURN a; END IF; CASE (a) WHEN 1 THEN NULL; ELSE NULL; END CASE; BEGIN RETURN; EXCEPTION WHEN e OR STATEMENT_ERROR THEN ROLLBACK; WHEN OTHER THEN RAISE; END; END")]
    public void Print_Statements_ParseToTheSame(string text) => RequireSame(text);

    private static void RequireSame(string text)
    {
        var statements = SqlParser.Parse(text);
        var printed = SqlPrinter.Print(statements);

        // Each word, name, string and number of the text is in the tree at least as often as it was written.
        var words = Words(printed);
        Assert.All(Words(text), word => Assert.True(words.GetValueOrDefault(word.Key) >= word.Value, $"{word.Key} is lost from: {text[..Math.Min(text.Length, 200)]}"));
        Assert.Equal(statements, SqlParser.Parse(printed));
        Assert.Equal(printed, SqlPrinter.Print(SqlParser.Parse(printed)));
    }

    /// <summary>Words that say nothing: what they stand for is there without them, or is printed by another word.</summary>
    private static readonly HashSet<string> Silent = [.. "AS ASC OUTER INNER WORK TABLE WITH RECURSIVE COLUMN ROWS ROW ONLY FETCH FIRST NEXT START MINUS REGEXP DESC CAST EXTRACT FROM POSITION IDENTIFIER TEMP MODIFY TYPE SOME IN RANGE INT DOUBLE PRECISION CHAR ENFORCED DATE LATERAL KEYS".Split(' ')];

    private static Dictionary<string, int> Words(string text) => Tokenizer.Read(text)
        .Where(token => token.Kind != TokenKind.Symbol && token.Kind != TokenKind.End && !(token.Kind == TokenKind.Word && Silent.Contains(token.Text)))
        .CountBy(token => token.Kind is TokenKind.Stage || token.Text.StartsWith('@') ? "a stage" : token.Text, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../CdcToSnowflake.Tests/Sql/Goldens"));
}
