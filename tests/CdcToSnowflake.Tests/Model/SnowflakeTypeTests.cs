using System.Numerics;
using CdcToSnowflake.Model;
using CsCheck;

namespace CdcToSnowflake.Tests.Model;

public sealed class SnowflakeTypeTests
{
    private static readonly Gen<SnowflakeType> AnyNumber = from precision in Gen.Int[1, 38] from scale in Gen.Int[0, Math.Min(precision, 37)] select SnowflakeType.Number(precision, scale);

    private static readonly Gen<SnowflakeType> AnyType = Gen.OneOf(
        AnyNumber, Gen.Const(SnowflakeType.Float), Gen.Const(SnowflakeType.VarChar), Gen.Const(SnowflakeType.Binary), Gen.Const(SnowflakeType.Date),
        Gen.Const(SnowflakeType.TimestampNtz), Gen.Const(SnowflakeType.TimestampTz), Gen.Const(SnowflakeType.Variant), Gen.Const(SnowflakeType.Array));

    [Theory]
    [InlineData(10, 0, 19, 0, 19, 0)]
    [InlineData(10, 2, 12, 0, 14, 2)]
    [InlineData(5, 0, 10, 4, 10, 4)]
    [InlineData(38, 0, 38, 0, 38, 0)]
    [InlineData(20, 0, 38, 18, 38, 18)]
    public void WidenedWith_Numbers_HoldsBoth(int p1, int s1, int p2, int s2, int p, int s) =>
        Assert.Equal(SnowflakeType.Number(p, s), SnowflakeType.Number(p1, s1).WidenedWith(SnowflakeType.Number(p2, s2)));

    [Fact]
    public void WidenedWith_NumbersOfTooManyDigits_IsNone() => Assert.Null(SnowflakeType.Number(38, 0).WidenedWith(SnowflakeType.Number(2, 1)));

    [Fact]
    public void WidenedWith_OtherPairs_OnlyWhereNothingIsLost()
    {
        Assert.Equal(SnowflakeType.Float, SnowflakeType.Number(15, 3).WidenedWith(SnowflakeType.Float));
        Assert.Equal(SnowflakeType.Float, SnowflakeType.Float.WidenedWith(SnowflakeType.Number(15, 3)));
        Assert.Null(SnowflakeType.Number(16, 0).WidenedWith(SnowflakeType.Float));
        Assert.Equal(SnowflakeType.TimestampNtz, SnowflakeType.Date.WidenedWith(SnowflakeType.TimestampNtz));
        Assert.Null(SnowflakeType.TimestampNtz.WidenedWith(SnowflakeType.TimestampTz));
        Assert.Null(SnowflakeType.VarChar.WidenedWith(SnowflakeType.Number(1, 0)));
        Assert.Null(SnowflakeType.Variant.WidenedWith(SnowflakeType.VarChar));
        Assert.Null(SnowflakeType.Binary.WidenedWith(SnowflakeType.VarChar));
        Assert.Null(SnowflakeType.Variant.WidenedWith(SnowflakeType.Array));
    }

    [Fact]
    public void WidenedWith_AnyPair_IsTheSameEitherWayAndStays() =>
        Gen.Select(AnyType, AnyType).Sample((a, b) =>
        {
            SnowflakeType? wide = a.WidenedWith(b);

            Assert.Equal(wide, b.WidenedWith(a));
            Assert.Equal(a, a.WidenedWith(a));
            if (wide is not null)
            {
                Assert.Equal(wide, wide.WidenedWith(a));
                Assert.Equal(wide, wide.WidenedWith(b));
            }
        });

    [Fact]
    public void WidenedWith_AnyNumbers_HoldsTheLargestOfEach() =>
        Gen.Select(AnyNumber, AnyNumber).Sample((a, b) =>
        {
            if (a.WidenedWith(b) is { } wide)
            {
                Assert.All([a, b], narrow => Assert.True(Largest(narrow) * BigInteger.Pow(10, wide.Scale - narrow.Scale) < BigInteger.Pow(10, wide.Precision)));
            }
        });

    private static BigInteger Largest(SnowflakeType number) => BigInteger.Pow(10, number.Precision) - 1;
}
