using CsCheck;

namespace CdcToSnowflake.Binlog.Tests.Positions;

/// <summary>GTID sets as text and sets; <see cref="GtidSetMySqlTests"/> compares them with a server's own functions.</summary>
public sealed class GtidSetTests
{
    private const string A = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

    /// <summary>Few sources and small numbers, so that intervals meet and join.</summary>
    internal static readonly Gen<(int Source, int Tag, int First, int Length)[]> Intervals =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[1, 40], Gen.Int[0, 5]).Array[0, 20];

    [Theory]
    [InlineData("", "")]
    [InlineData(A + ":1", A + ":1")]
    [InlineData(A + ":5:1-3:4", A + ":1-5")]
    [InlineData(" " + A + " : 1 - 3 , \n" + A + ":7 ", A + ":1-3:7")]
    [InlineData("3E11FA47-71CA-11E1-9E33-C80AA9429562:1", A + ":1")]
    [InlineData(A + ":Tag_1:1-3:9", A + ":tag_1:1-3:9")]
    [InlineData(A + ":b:1:a:2," + A + ":3", A + ":3:a:2:b:1")]
    [InlineData("ffffffff-71ca-11e1-9e33-c80aa9429562:1," + A + ":2", A + ":2,ffffffff-71ca-11e1-9e33-c80aa9429562:1")]
    public void Parse_Text_GivesCanonicalText(string text, string canonical) => Assert.Equal(canonical, GtidSet.Parse(text).ToString());

    [Theory]
    [InlineData("x")]
    [InlineData(A)]
    [InlineData(A + ":")]
    [InlineData(A + ":0")]
    [InlineData(A + ":3-1")]
    [InlineData(A + ":-3")]
    [InlineData(A + ":1-2-3")]
    [InlineData(A + ":tag")]
    [InlineData(A + ":9223372036854775807")]
    [InlineData(A + ":99999999999999999999")]
    [InlineData(A + ":a234567890123456789012345678901234567890:1")]
    public void Parse_NoGtidSet_ThrowsFormatException(string text)
    {
        Assert.Throws<FormatException>(() => GtidSet.Parse(text));
        Assert.False(GtidSet.TryParse(text, out _));
    }

    [Fact]
    public void Add_AnyIntervals_ContainsExactlyThose() => Intervals.Sample(intervals =>
    {
        var set = new GtidSet();
        var model = new HashSet<(int, int, int)>();
        foreach (var (source, tag, first, length) in intervals)
        {
            for (var n = first; n <= first + length; n++)
            {
                set.Add(Source(source), n, Tag(tag));
                model.Add((source, tag, n));
            }
        }

        for (var source = 0; source < 3; source++)
        {
            for (var tag = 0; tag < 3; tag++)
            {
                for (var n = 1; n < 50; n++)
                {
                    Assert.Equal(model.Contains((source, tag, n)), set.Contains(Source(source), n, Tag(tag)));
                }
            }
        }

        Assert.Equal(set.ToString(), GtidSet.Parse(set.ToString()).ToString());
        Assert.Equal(set.ToString(), GtidSet.FromBinary(set.ToBinary()).ToString());
        Assert.Equal(set.ToString(), set.Copy().ToString());
        Assert.True(set.Contains(set.Copy()));
    });

    internal static GtidSet Of((int Source, int Tag, int First, int Length)[] intervals)
    {
        var set = new GtidSet();
        foreach (var (source, tag, first, length) in intervals)
        {
            set.Add(Source(source), Tag(tag), first, first + length);
        }

        return set;
    }

    private static Guid Source(int number) => new($"0000000{number}-71ca-11e1-9e33-c80aa9429562");

    private static string? Tag(int number) => number switch { 0 => null, 1 => "a", _ => "b_2" };
}
