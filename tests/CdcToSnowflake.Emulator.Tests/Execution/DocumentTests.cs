using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Execution;

/// <summary>VARIANT, OBJECT and ARRAY sort, group and compare by their values.</summary>
public sealed class DocumentTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public DocumentTests()
    {
        _sql = _emulator.OpenIn();
        _sql.Run("""
            CREATE TABLE t (id NUMBER(5,0), v VARIANT);
            INSERT INTO t SELECT column1, PARSE_JSON(column2) FROM VALUES (1, '{"a":9,"b":"x"}'), (2, '{"a":10,"b":"y"}'), (3, '{"a":2,"b":"x"}'), (4, '{"b":"x", "a":9.0}')
            """);
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Theory]
    [InlineData("SELECT v:a FROM t ORDER BY v:a, id", "2,9,9.0,10")]
    [InlineData("SELECT v:a AS a FROM t ORDER BY a DESC, id", "10,9,9.0,2")]
    [InlineData("SELECT v:a FROM t ORDER BY 1, id", "2,9,9.0,10")]
    [InlineData("SELECT v:a FROM t WHERE id < 4 UNION ALL SELECT v:a FROM t WHERE id = 4 AND id < 4 ORDER BY 1", "2,9,10")]
    [InlineData("SELECT v:a::NUMBER(5,1), v:none::NUMBER, v:b::VARCHAR FROM t ORDER BY id", "9.0|∅|x,10.0|∅|y,2.0|∅|x,9.0|∅|x")]
    [InlineData("SELECT MIN(v:a) || '-' || MAX(v:a) FROM t", "2-10")]
    [InlineData("SELECT MIN_BY(id, v:a) FROM t", "3")]
    [InlineData("SELECT id FROM t WHERE v:a > PARSE_JSON('9') ORDER BY id", "2")]
    [InlineData("SELECT COUNT(*) FROM t GROUP BY v ORDER BY 1", "1,1,2")]
    [InlineData("SELECT COUNT(*) FROM t GROUP BY v:a ORDER BY 1", "1,1,2")]
    [InlineData("SELECT v:a || 'x' FROM t GROUP BY v:a HAVING COUNT(v:a) > 1 ORDER BY v:a", "9x")]
    [InlineData("SELECT v:a AS a, COUNT(*) FROM t GROUP BY 1 ORDER BY a", "2|1,9|2,10|1")]
    [InlineData("SELECT COUNT(*) FROM (SELECT DISTINCT v FROM t)", "3")]
    [InlineData("SELECT COUNT(DISTINCT v), COUNT(DISTINCT v, v:a) FROM t", "3|3")]
    [InlineData("SELECT COUNT(*) FROM (SELECT v FROM t UNION SELECT v FROM t)", "3")]
    [InlineData("SELECT COUNT(*) FROM (SELECT v FROM t UNION BY NAME SELECT v FROM t)", "3")]
    [InlineData("SELECT COUNT(*) FROM (SELECT v FROM t WHERE id = 1 EXCEPT SELECT v FROM t WHERE id = 4)", "0")]
    [InlineData("SELECT x.id FROM t AS x JOIN t AS y ON x.v = y.v WHERE y.id = 4 ORDER BY 1", "1,4")]
    [InlineData("SELECT x.id FROM t AS x JOIN t AS y USING (v) WHERE y.id = 4 ORDER BY 1", "1,4")]
    [InlineData("SELECT id FROM t WHERE v IN (SELECT v FROM t WHERE id = 4) ORDER BY id", "1,4")]
    [InlineData("SELECT id FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY v:b ORDER BY v:a DESC, id) = 1 ORDER BY id", "1,2")]
    [InlineData("SELECT ARRAY_AGG(v:a) WITHIN GROUP (ORDER BY v:a, id) FROM t", "[2,9,9.0,10]")]
    [InlineData("SELECT ARRAY_SIZE(ARRAY_AGG(DISTINCT v)) FROM t", "3")]
    [InlineData("SELECT ARRAY_AGG(v:c) FROM t", "[]")]
    [InlineData("SELECT DISTINCT PARSE_JSON('\"😀\\u00a0서울\\u3000\"') FROM t", "\"😀\u00a0서울\u3000\"")]
    [InlineData("SELECT TO_JSON(PARSE_JSON('{\"name\":\"서울\u3000😀 \\\\n\",\"n\":1234567890123456789.55}'))", "{\"name\":\"서울\u3000😀 \\n\",\"n\":1234567890123456789.55}")]
    [InlineData("SELECT value FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[0.30000000000000004, 127.02758312345678]')))", "0.30000000000000004,127.02758312345678")]
    public void Documents_AreTakenByTheirValues(string sql, string rows) => Assert.Equal(rows, string.Join(',', _sql.Rows(sql)));

    [Theory]
    [InlineData("SELECT id FROM t ORDER BY v", "the order of objects and arrays")]
    [InlineData("SELECT MAX(v) FROM t", "the order of objects and arrays")]
    [InlineData("SELECT ARRAY_AGG(DISTINCT v:a) WITHIN GROUP (ORDER BY v:a) FROM t", "ARRAY_AGG(DISTINCT …) WITHIN GROUP of VARIANT")]
    [InlineData("SELECT * FROM t, LATERAL FLATTEN(INPUT => t.v) f", "SEQ of FLATTEN")]
    [InlineData("SELECT f.$1 FROM t, LATERAL FLATTEN(INPUT => t.v) f", "SEQ of FLATTEN")]
    [InlineData("SELECT * FROM TABLE(SPLIT_TO_TABLE('a.b', '.'))", "SEQ of SPLIT_TO_TABLE")]
    [InlineData("SELECT seq FROM TABLE(SPLIT_TO_TABLE('a.b', '.'))", "SEQ of SPLIT_TO_TABLE")]
    [InlineData("SELECT GREATEST(v:a, v:b) FROM t", "GREATEST of VARIANT")]
    [InlineData("SELECT id FROM t WHERE v = ANY (SELECT v FROM t)", "ANY and ALL over VARIANT")]
    [InlineData("SELECT DISTINCT v:a FROM t ORDER BY 1", "ORDER BY a VARIANT beside DISTINCT")]
    [InlineData("SELECT value FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[1234567890123456789.55]')))", "a number that no double holds")]
    [InlineData("SELECT value FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[123456789012345678901e1]')))", "a number that no double holds")]
    [InlineData("SELECT ARRAY_APPEND(ARRAY_CONSTRUCT(), 1234567890123456789.55)", "a number that no double holds")]
    public void WhatHasNoValueHere_IsRefused(string sql, string feature) =>
        Assert.StartsWith(feature, Assert.IsType<NotEmulatedException>(Assert.ThrowsAny<SnowflakeException>(() => _sql.Rows(sql))).Feature, StringComparison.Ordinal);

    /// <summary>OBJECT_AGG: "Duplicate keys within a group result in a Duplicate field key 'key' error".</summary>
    [Theory]
    [InlineData("SELECT OBJECT_AGG(v:b, v:a) FROM t")]
    [InlineData("SELECT OBJECT_AGG(DISTINCT v:b, v:a) FROM t")]
    [InlineData("SELECT OBJECT_AGG(v:b, v:a) OVER () FROM t")]
    public void ObjectAgg_OfAKeyTwice_IsAnError(string sql) => Assert.Contains("Duplicate field key 'x'", Assert.ThrowsAny<SnowflakeException>(() => _sql.Rows(sql)).Message, StringComparison.Ordinal);

    [Fact]
    public void Merge_OnATextAndAPathOfADocument_Matches()
    {
        _sql.Run("CREATE TABLE c (code VARCHAR, n NUMBER(5,0)); INSERT INTO c VALUES ('x', 0); MERGE INTO c USING (SELECT v FROM t WHERE id = 1) AS s ON c.code = s.v:b WHEN MATCHED THEN UPDATE SET n = s.v:a WHEN NOT MATCHED THEN INSERT VALUES ('new', 1)");
        Assert.Equal("x|9", _sql.One("SELECT * FROM c"));
    }

    [Fact]
    public void LongTexts_OfDigits_AreNoFractions() =>
        Assert.Equal("12345678901234567890|1234567890.123456789", string.Join('|', _sql.Rows("SELECT value::VARCHAR FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[12345678901234567890, \"1234567890.123456789\"]')))")));
}
