namespace CdcToSnowflake.Binlog.Tests.Positions;

public sealed class MariaDbGtidListTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("0-1-100", "0-1-100")]
    [InlineData("7-2-18446744073709551615, 0-4294967295-1", "0-4294967295-1,7-2-18446744073709551615")]
    [InlineData("0-1-5,0-2-9", "0-2-9")]
    public void Parse_Text_GivesTextSortedByDomain(string text, string canonical) => Assert.Equal(canonical, MariaDbGtidList.Parse(text).ToString());

    [Theory]
    [InlineData("0-1")]
    [InlineData("0-1-2-3")]
    [InlineData("a-1-2")]
    [InlineData("0--1-2")]
    [InlineData("4294967296-1-1")]
    public void Parse_NoPosition_ThrowsFormatException(string text) => Assert.Throws<FormatException>(() => MariaDbGtidList.Parse(text));

    [Fact]
    public void Contains_SequencesOfADomain_UpToTheLast()
    {
        var list = MariaDbGtidList.Parse("0-1-100,3-1-5");
        Assert.True(list.Contains(0, 100) && list.Contains(3, 1));
        Assert.False(list.Contains(0, 101) || list.Contains(3, 6) || list.Contains(1, 1));
    }
}
