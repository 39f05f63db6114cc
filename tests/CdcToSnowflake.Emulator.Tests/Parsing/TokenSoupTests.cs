using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Tests.Translation;
using CdcToSnowflake.Emulator.Translation;
using CsCheck;

namespace CdcToSnowflake.Emulator.Tests.Parsing;

/// <summary>Any text ends in a tree or in a typed error: no other exception, no endless loop.</summary>
public sealed class TokenSoupTests
{
    private static readonly string[] Vocabulary = """
        SELECT FROM WHERE GROUP BY ALL ORDER LIMIT HAVING QUALIFY WITH AS UNION EXCEPT JOIN LEFT ON USING NATURAL LATERAL FLATTEN TABLE VALUES IN NOT AND OR IS NULL LIKE ANY BETWEEN CASE WHEN THEN ELSE END
        CAST OVER PARTITION ROWS CURRENT ROW UNBOUNDED PRECEDING IGNORE NULLS WITHIN EXISTS DISTINCT TOP CREATE REPLACE IF TASK STREAM PIPE STAGE FILE FORMAT VIEW DATABASE SCHEMA ALTER ADD COLUMN SET DROP
        MERGE INTO MATCHED INSERT UPDATE DELETE TRUNCATE COPY BEGIN TRANSACTION COMMIT ROLLBACK DECLARE EXCEPTION OTHER RAISE LET RETURN EXECUTE IMMEDIATE SHOW TABLES DESCRIBE USE COMMENT NUMBER VARCHAR
        a b t s T1 X "q" "a.b" 'text' 'it''s' '@st/x' 1 2.5 1e3 $1 $0 $9a $v :v ? @st/p/ ( ) ( ) ( ) [ ] { } , , , ; ; . + - * / % = <> < >= || :: := => : $$x$$ COUNT SUM IFF DATEADD TO_NUMBER PARSE_JSON ROW_NUMBER INTERVAL DATE
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static readonly string[] Whole =
    [
        "SELECT a, COUNT(*) FROM t WHERE a IN (SELECT b FROM s) GROUP BY a HAVING COUNT(*) > 1 QUALIFY ROW_NUMBER() OVER (PARTITION BY a ORDER BY b DESC) = 1 ORDER BY 1 LIMIT 5",
        "WITH c AS (SELECT x:a.b[0]::NUMBER(10,2) AS v FROM t) SELECT * EXCLUDE (v) FROM c, LATERAL FLATTEN(INPUT => c.v) f LEFT JOIN s USING (a)",
        "MERGE INTO t USING (SELECT * FROM s) AS s ON t.a = s.a WHEN MATCHED AND s.b = 'D' THEN DELETE WHEN MATCHED THEN UPDATE SET b = s.b WHEN NOT MATCHED THEN INSERT (a) VALUES (s.a)",
        "CREATE OR REPLACE TASK t WHEN SYSTEM$STREAM_HAS_DATA('s') AS DECLARE x INT; BEGIN BEGIN TRANSACTION; x := (SELECT 1); IF (x > 0) THEN DELETE FROM t; END IF; COMMIT; EXCEPTION WHEN OTHER THEN ROLLBACK; RAISE; END",
        "CREATE PIPE p AUTO_INGEST = TRUE AS COPY INTO t (a) FROM (SELECT $1:\"a\"::INT FROM @st/p/) FILE_FORMAT = (FORMAT_NAME = 'f') ON_ERROR = SKIP_FILE",
        "CREATE TABLE t (a NUMBER(10,2) NOT NULL DEFAULT 1, PRIMARY KEY (a)) CLUSTER BY (a) COMMENT = 'x'",
    ];

    [Fact]
    public void Parse_RandomWords_TreeOrTypedError() =>
        Among(Vocabulary).Array[0, 40].Select(words => string.Join(' ', words)).Sample(RequireTyped, iter: 20_000);

    [Fact]
    public void Parse_RandomCharacters_TreeOrTypedError() =>
        Gen.OneOf(Gen.Char, Among([.. "'\"$@/-*:;(){}[].,ab01 \n\\"])).Array[0, 60].Select(chars => "SELECT " + new string(chars)).Sample(RequireTyped, iter: 20_000);

    [Fact]
    public void Parse_DamagedStatements_TreeOrTypedError()
    {
        var damage = Gen.Select(Among(Whole), Gen.Int[0, 200], Gen.Int[0, 200], Among(Vocabulary), Gen.Int[0, 3]);
        damage.Select(d => Damaged(d.Item1, d.Item2, d.Item3, d.Item4, d.Item5)).Sample(RequireTyped, iter: 20_000);
    }

    private static Gen<T> Among<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);

    private static string Damaged(string text, int at, int other, string word, int kind)
    {
        var tokens = Tokenizer.Read(text).Where(token => token.Kind != TokenKind.End).Select(token => text[token.Start..token.End]).ToList();
        (at, other) = (at % tokens.Count, other % tokens.Count);
        switch (kind)
        {
            case 0: tokens.RemoveAt(at); break;
            case 1: tokens.Insert(at, word); break;
            case 2: tokens[at] = word; break;
            default: (tokens[at], tokens[other]) = (tokens[other], tokens[at]); break;
        }

        return string.Join(' ', tokens);
    }

    private static void RequireTyped(string text)
    {
        try
        {
            foreach (var statement in SqlParser.Parse(text))
            {
                Translate(statement);
            }
        }
        catch (SnowflakeException)
        {
            // A typed error is a right answer; any other exception fails the sample.
        }
    }

    private static void Translate(Statement statement)
    {
        if (statement is QueryStatement query)
        {
            new SqlTranslator(new AnyNames()).Query(query.Query);
        }
        else if (statement is MergeStatement merge)
        {
            var rows = new SqlTranslator(new AnyNames()).Rows([merge.Target, merge.Source]);
            rows.Condition(merge.On);
        }
    }
}
