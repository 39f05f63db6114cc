using CdcToSnowflake.Emulator.Translation;
using CsCheck;

namespace CdcToSnowflake.Emulator.Tests.Translation;

public sealed class PhysicalNameTests
{
    [Theory]
    [InlineData("ORDERS", "ORDERS")]
    [InlineData("_CUT", "_CUT")]
    [InlineData("a", "a~1")]
    [InlineData("Ab", "Ab~2")]
    [InlineData("A~1", "A~1~0")]
    [InlineData("É", "É")]
    public void Of_Name_IsMangledOnlyWhereDuckDbWouldFold(string name, string physical) => Assert.Equal(physical, PhysicalName.Of(name));

    /// <summary>DuckDB compares names without ASCII case: two names must differ even then, and never meet a hidden one.</summary>
    [Fact]
    public void Of_TwoNames_NeverMeet()
    {
        var letters = Gen.Int[0, 9].Select(i => "aAbBfF~01é"[i]);
        var names = letters.Array[1, 6].Select(chars => new string(chars));
        Gen.Select(names, names).Sample((a, b) =>
        {
            var same = string.Equals(PhysicalName.Of(a), PhysicalName.Of(b), StringComparison.OrdinalIgnoreCase);
            Assert.Equal(a == b, same);
            Assert.False(string.Equals(PhysicalName.Of(a), PhysicalName.Hidden(b), StringComparison.OrdinalIgnoreCase));
        }, iter: 200_000);
    }
}
