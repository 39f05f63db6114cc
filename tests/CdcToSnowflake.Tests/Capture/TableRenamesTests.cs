using CdcToSnowflake.Capture;
using CdcToSnowflake.Capture.Statements;

namespace CdcToSnowflake.Tests.Capture;

public class TableRenamesTests
{
    [Theory]
    [InlineData("RENAME TABLE a TO b", "a", "b<a")]
    [InlineData("RENAME TABLE orders TO _orders_del, _orders_gho TO orders", "_orders_gho", "orders<_orders_gho _orders_del<orders")]
    [InlineData("RENAME TABLE a TO x, b TO a, x TO b", "x", "a<b b<a")]
    [InlineData("RENAME TABLE a TO x, x TO a", "x", "")]
    [InlineData("RENAME TABLE a TO b, b TO c", "a b", "c<a")]
    [InlineData("RENAME TABLE a TO s.a, b TO a", "b", "a<b s.a<a")]
    [InlineData("ALTER TABLE a RENAME", "a", ".<a")]
    public void Of_Pairs_SaysWhoIsUnderEachName(string sql, string gone, string replaced)
    {
        var renames = TableRenames.Of(StatementParser.Parse(sql, "d", default).Tables);
        Assert.Equal(Words(gone), renames.Gone.Select(Short).Order(StringComparer.Ordinal));
        Assert.Equal(Words(replaced), renames.Replaced.Select(table => $"{Short(table.Name)}<{Short(table.Before)}").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);

    private static string Short(TableName name) => name.Schema == "d" ? name.Table.Length == 0 ? "." : name.Table : name.ToString();
}
