using CdcToSnowflake.Operations.Reconciliation;

namespace CdcToSnowflake.Tests.Operations.Reconciliation;

public sealed class KeyTextTests
{
    [Theory]
    [InlineData("1:5", "5")]
    [InlineData("0:", "")]
    [InlineData("2:-1|0:|1:-", "-1", "", "-")]
    [InlineData("5:1:2|3|-|3:a|b", "1:2|3", null, "a|b")]
    [InlineData("3:é😀x|2:12", "é😀x", "12")] // lengths are in code points, as CHAR_LENGTH and LENGTH count
    public void Parse_GivesTheValues(string text, params string?[] values) => Assert.Equal(values, KeyText.Parse(text));
}
