using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Tests.Sql;

public sealed class InOrderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(20_000)]
    public void Select_AnyNumberOfItems_ResultsComeInTheirOrder(int count) =>
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"{i}"), InOrder.Select([.. Enumerable.Range(0, count)], i => $"{i}"));

    [Theory]
    [InlineData(10)]
    [InlineData(5_000)]
    public void Select_SeveralItemsFail_ThrowsWhatTheFirstOfThemThrew(int count)
    {
        for (int run = 0; run < 20; run++)
        {
            int first = count / 3;
            FormatException error = Assert.Throws<FormatException>(() => InOrder.Select<int, int>([.. Enumerable.Range(0, count)], i => i >= first ? throw new FormatException($"{i}") : i));

            Assert.Equal($"{first}", error.Message);
        }
    }
}
