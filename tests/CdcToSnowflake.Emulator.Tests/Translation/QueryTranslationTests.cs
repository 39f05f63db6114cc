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

    [Fact]
    public void Query_RecursiveTable_Counts() =>
        Assert.Equal("1\n2\n3", Run("WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3) SELECT n FROM c ORDER BY n"));

    [Fact]
    public void Query_Flatten_GivesEachElement() =>
        Assert.Equal("0|77\n1|88", Run("SELECT f.INDEX, f.VALUE::NUMBER FROM (SELECT PARSE_JSON('[77, 88]') AS v) AS t, LATERAL FLATTEN(INPUT => t.v) f ORDER BY 1"));

    [Fact]
    public void Query_AliasOfTheSelectList_WorksInWhereAndGroupBy() =>
        Assert.Equal("2|1\n3|2", Run("SELECT x + 1 AS y, COUNT(*) FROM VALUES (1), (2), (2) AS t(x) WHERE y > 1 GROUP BY y ORDER BY y"));

    [Fact]
    public void Query_UsingJoin_HasTheKeyOnce() =>
        Assert.Equal("1|a|x\n2|b|NULL", Run("WITH l AS (SELECT * FROM VALUES (1, 'a'), (2, 'b') v(id, n)), r AS (SELECT 1 AS id, 'x' AS m) SELECT * FROM l LEFT JOIN r USING (id) ORDER BY id"));

    private static string Run(string sql)
    {
        using var world = new TestWorld();
        return world.Run(sql);
    }
}
