using CdcToSnowflake.Operations.Cost.Predicates;
using CdcToSnowflake.Operations.Cost.Reading;

namespace CdcToSnowflake.Tests.Operations.Cost;

/// <summary>By which columns statements choose rows, of statements as the manual writes them.</summary>
public sealed class PredicateReaderTests
{
    private static readonly Dictionary<FullName, IReadOnlyDictionary<string, string>> Known = new()
    {
        [new("D", "S", "ORDERS")] = Columns("ID", "BRAND_ID", "PLACED_AT", "STATUS", "CUSTOMER_ID", "DETAILS"),
        [new("D", "S", "ITEMS")] = Columns("ORDER_ID", "SKU", "PRICE"),
        [new("D", "S", "CUSTOMERS")] = Columns("ID", "NAME", "BORN"),
    };

    [Theory]
    [InlineData("SELECT * FROM orders WHERE placed_at >= '2026-01-01' AND placed_at < DATEADD(day, 1, CURRENT_DATE)", "ORDERS.PLACED_AT range")]
    [InlineData("select o.id from D.S.orders as o where o.brand_id = ? and o.status in ('paid', 'refunded') -- a comment with WHERE id = 1", "ORDERS.BRAND_ID equality|ORDERS.STATUS equality")]
    [InlineData("SELECT count(*) FROM s.orders WHERE placed_at::DATE BETWEEN :from AND :to", "ORDERS.PLACED_AT range")]
    [InlineData("SELECT 1 FROM orders WHERE '2026-01-01' < TO_DATE(placed_at)", "ORDERS.PLACED_AT range")]
    [InlineData("SELECT 1 FROM orders WHERE status LIKE 'pai%' AND status NOT LIKE 'x%'", "ORDERS.STATUS range")]
    [InlineData("SELECT 1 FROM orders WHERE status LIKE '%aid'", "")]
    [InlineData("SELECT 1 FROM orders WHERE YEAR(placed_at) = 2026", "")] // The function's value says nothing of where rows lie.
    [InlineData("SELECT 1 FROM orders WHERE details:total > 100", "")]
    [InlineData("SELECT 1 FROM orders WHERE NOT (brand_id = 'a')", "")]
    [InlineData("SELECT 1 FROM orders WHERE id > customer_id", "")]
    [InlineData("SELECT 1 FROM orders WHERE brand_id = 'a' OR brand_id = 'b'", "ORDERS.BRAND_ID equality")]
    [InlineData("SELECT 1 FROM orders WHERE (placed_at > '2026-01-01' AND brand_id = 'a') OR placed_at = '2020-01-01'", "ORDERS.PLACED_AT range")]
    [InlineData("SELECT 1 FROM orders WHERE brand_id = 'a' OR status = 'paid'", "")]
    [InlineData("SELECT 1 FROM orders o JOIN items i ON i.order_id = o.id AND i.sku = 'x' WHERE brand_id = 'a'", "ITEMS.ORDER_ID join|ITEMS.SKU equality|ORDERS.BRAND_ID equality|ORDERS.ID join")]
    [InlineData("SELECT 1 FROM orders o, customers c WHERE o.customer_id = c.id(+) AND name > 'M'", "CUSTOMERS.ID join|CUSTOMERS.NAME range|ORDERS.CUSTOMER_ID join")]
    [InlineData("SELECT 1 FROM orders o LEFT OUTER JOIN customers c USING (id) WHERE c.born > DATE '2000-01-01'", "CUSTOMERS.BORN range|CUSTOMERS.ID join|ORDERS.ID join")]
    [InlineData("WITH recent AS (SELECT id, placed_at AS at FROM orders) SELECT * FROM recent r WHERE r.at > '2026-01-01'", "ORDERS.PLACED_AT range")]
    [InlineData("WITH a (x) AS (SELECT placed_at FROM orders), b AS (SELECT * FROM a) SELECT * FROM b WHERE x > '2026-01-01'", "ORDERS.PLACED_AT range")]
    [InlineData("SELECT * FROM (SELECT id, brand_id b FROM orders UNION ALL SELECT order_id, sku FROM items) u WHERE u.b = 'a'", "ITEMS.SKU equality|ORDERS.BRAND_ID equality")]
    [InlineData("SELECT * FROM (SELECT * FROM orders) WHERE brand_id = 'a'", "ORDERS.BRAND_ID equality")]
    [InlineData("SELECT * FROM (SELECT UPPER(status) AS s FROM orders) WHERE s = 'PAID'", "")]
    [InlineData("SELECT 1 FROM orders WHERE id IN (SELECT order_id FROM items WHERE sku = 'x')", "ITEMS.SKU equality|ORDERS.ID join")]
    [InlineData("SELECT 1 FROM orders o WHERE EXISTS (SELECT 1 FROM items i WHERE i.order_id = o.id AND i.price > 5)", "ITEMS.ORDER_ID join|ITEMS.PRICE range")]
    [InlineData("SELECT CASE WHEN (SELECT MAX(price) FROM items WHERE sku = 'y') > 1 THEN 1 END FROM orders QUALIFY ROW_NUMBER() OVER (PARTITION BY id ORDER BY placed_at DESC) = 1", "ITEMS.SKU equality")]
    [InlineData("SELECT 1 FROM orders AT(OFFSET => -60) o SAMPLE (10) WHERE o.brand_id = 'a'", "ORDERS.BRAND_ID equality")]
    [InlineData("SELECT f.value:name::VARCHAR FROM orders o, LATERAL FLATTEN(input => o.details:lines) f WHERE o.brand_id = 'a' AND f.value:x = 3", "ORDERS.BRAND_ID equality")]
    [InlineData("MERGE INTO orders t USING (SELECT * FROM items WHERE price > 1) s ON t.id = s.order_id WHEN MATCHED AND s.sku = 'x' THEN UPDATE SET t.status = s.sku WHEN NOT MATCHED THEN INSERT (id, status) VALUES (s.order_id, s.sku)", "ITEMS.ORDER_ID join|ITEMS.PRICE range|ORDERS.ID join")]
    [InlineData("UPDATE orders SET status = 'late' FROM customers c WHERE orders.customer_id = c.id AND placed_at < '2026-01-01'", "CUSTOMERS.ID join|ORDERS.CUSTOMER_ID join|ORDERS.PLACED_AT range")]
    [InlineData("DELETE FROM orders WHERE placed_at < DATEADD('day', -90, CURRENT_TIMESTAMP());", "ORDERS.PLACED_AT range")]
    [InlineData("INSERT INTO items (order_id, sku) SELECT id, status FROM orders WHERE brand_id = 'it''s \\' -- none' AND /* id = 1 */ TRUE", "ORDERS.BRAND_ID equality")]
    [InlineData("CREATE OR REPLACE TABLE x (a INT) COMMENT = 'AS' AS SELECT id FROM orders WHERE \"BRAND_ID\" = $$a$$", "ORDERS.BRAND_ID equality")]
    [InlineData("(SELECT 1 FROM orders WHERE brand_id = 'a') UNION ALL (SELECT 2 FROM items WHERE sku = 'x') ORDER BY 1 LIMIT 10", "ITEMS.SKU equality|ORDERS.BRAND_ID equality")]
    public void Read_Statement_ColumnsAreThoseThatLeavePartitionsOut(string sql, string expected) => Assert.Equal(
        expected.Split('|', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
        PredicateReader.Read(sql, "D", "S", Known).Uses.Select(use => $"{use.Table.Name}.{use.Column} {use.Kind.ToString().ToLowerInvariant()}").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("SELECT 1 FROM unknown u, other o WHERE amount = 1", 1)] // Either may have it.
    [InlineData("SELECT 1 FROM orders WHERE nothing = 1", 1)]
    [InlineData("SELECT 1 FROM orders o JOIN customers c ON TRUE WHERE id = 1", 1)]
    [InlineData("SELECT 1 FROM orders WHERE brand_id = 'a'", 0)]
    public void Read_ColumnThatCouldBeSeveralTables_IsCountedAndNotGuessed(string sql, int unresolved)
    {
        var reader = PredicateReader.Read(sql, "D", "S", Known);

        Assert.Equal(unresolved, reader.Unresolved);
        Assert.DoesNotContain(reader.Uses, use => use.Column is "AMOUNT" or "NOTHING" or "ID");
    }

    [Theory]
    [InlineData("")]
    [InlineData("SELECT 1 FROM orders WHERE")]
    [InlineData("SELECT 1 FROM orders WHERE brand_id = 'cut o")]
    [InlineData("SELECT * FROM orders PIVOT(SUM(id) FOR status IN ('a'))")]
    [InlineData("BEGIN SELECT 1; END")]
    [InlineData("SHOW TABLES")]
    [InlineData("SELECT 1 FROM orders WHERE brand_id = 'a' SELECT")]
    [InlineData("SELECT \"x")]
    public void Read_WhatIsNoSuchStatement_IsRefused(string sql) => Assert.Throws<UnreadableQueryException>(() => PredicateReader.Read(sql, "D", "S", Known));

    [Theory]
    [InlineData("(")]
    [InlineData("NOT ")]
    [InlineData("[")]
    [InlineData("f(")]
    [InlineData("CASE WHEN ")]
    [InlineData("(SELECT ")]
    [InlineData("a -> ")]
    [InlineData("{'x':")]
    public void Read_HostileNesting_IsRefusedWithoutHarm(string opening) =>
        Assert.Throws<UnreadableQueryException>(() => PredicateReader.Read("SELECT " + string.Concat(Enumerable.Repeat(opening, 20_000)), "D", "S", Known));

    [Fact]
    public void Read_QueryThatNamesItself_Ends() =>
        Assert.Empty(PredicateReader.Read("WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 9) SELECT * FROM r WHERE n = 3", "D", "S", Known).Uses);

    [Fact]
    public void Read_GeneratedMerges_AllAreRead()
    {
        var sql = new CdcToSnowflake.Sql.SnowflakeSql(Tests.Sql.SampleModels.TwoBrands);

        var ci = PredicateReader.Read(sql.MergeRawIntoCi("brand_b", "shop", "orders").Text, null, null, Known);
        var raw = PredicateReader.Read(sql.MergeStgIntoRaw("brand_b", "shop", "orders").Text, null, null, Known);

        Assert.Contains(new ColumnUse(new("CI_DB", "CI_SCHEMA", "ORDERS"), "BRAND_ID", ColumnUseKind.Join), ci.Uses);
        Assert.Contains(new ColumnUse(new("BRAND_B_DB", "RAW_SCHEMA", "ORDERS"), "ID", ColumnUseKind.Join), raw.Uses);
    }

    private static Dictionary<string, string> Columns(params string[] names) => names.ToDictionary(name => name, _ => "VARCHAR", StringComparer.Ordinal);
}
