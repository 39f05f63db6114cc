using System.Globalization;
using System.Numerics;
using System.Text;
using CdcToSnowflake.Warehouse.SqlApi.Values;
using CsCheck;

namespace CdcToSnowflake.Tests.Warehouse.SqlApi.Values;

/// <summary>"Handling responses": the texts of each type.</summary>
public class ValueReaderTests
{
    [Fact]
    public void HandlingResponses_GettingTheDataFromTheResults_ExamplesGiveTheirValues()
    {
        Assert.Equal(1.0m, Value("1.0", "fixed", 38, 1));
        Assert.Equal(new DateTime(2020, 1, 1), Value("18262", "date"));
        Assert.Equal(new DateTime(2019, 3, 27), Value("17982", "date"));
        Assert.Equal(new TimeSpan(23, 1, 59), Value("82919.000000000", "time", scale: 9));
        // 2021-03-19 17:06:59 UTC, at +01:00.
        Assert.Equal(new DateTimeOffset(2021, 3, 19, 18, 6, 59, TimeSpan.FromHours(1)), Value("1616173619.000000000 1500", "timestamp_tz", scale: 9));
        Assert.Equal(TimeSpan.FromHours(1), Assert.IsType<DateTimeOffset>(Value("1616173619.000000000 1500", "timestamp_tz", scale: 9)).Offset);
        Assert.Equal(TimeSpan.FromHours(-12), Assert.IsType<DateTimeOffset>(Value("0.000000000 720", "timestamp_tz", scale: 9)).Offset);
        Assert.Equal(true, Value("true", "boolean"));
    }

    [Theory]
    [InlineData("5", "fixed", 10, 0, typeof(long))]
    [InlineData("-999999999999999999", "fixed", 18, 0, typeof(long))]
    [InlineData("18446744073709551615", "fixed", 20, 0, typeof(decimal))]
    [InlineData("79228162514264337593543950335", "fixed", 38, 0, typeof(decimal))]
    [InlineData("79228162514264337593543950336", "fixed", 38, 0, typeof(BigInteger))]
    [InlineData("-99999999999999999999999999999999999999", "fixed", 38, 0, typeof(BigInteger))]
    [InlineData("12345678901234567890.12345678", "fixed", 38, 8, typeof(decimal))]
    [InlineData("-1234567890123456789012345678.0123456789", "fixed", 38, 10, typeof(string))]
    [InlineData("0.0000000000000000000000000001", "fixed", 38, 37, typeof(string))]
    public void Read_Numbers_LoseNoDigit(string text, string type, int precision, int scale, Type expected)
    {
        var value = Value(text, type, precision, scale)!;
        Assert.IsType(expected, value);
        Assert.Equal(text, Convert.ToString(value, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Read_AnyDecimal_IsTheSameText() => (from unscaled in Gen.ULong.Array[1, 2] from precision in Gen.Int[1, 38] from scale in Gen.Int[0, 37] from isNegative in Gen.Bool select (unscaled, precision, scale, isNegative))
        .Sample(sample =>
        {
            var (parts, precision, scale, isNegative) = sample;
            var unscaled = new BigInteger(parts.SelectMany(BitConverter.GetBytes).ToArray(), isUnsigned: true) % BigInteger.Pow(10, precision);
            var digits = unscaled.ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
            var text = (isNegative && !unscaled.IsZero ? "-" : "") + (scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}");
            Assert.Equal(text, Convert.ToString(Value(text, "fixed", precision, scale), CultureInfo.InvariantCulture));
        });

    [Fact]
    public void Read_AnyMoment_IsExactToTheTickAndTextToTheNanosecond() => (from ticks in Gen.Long[DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks] from rest in Gen.Int[0, 99] select (ticks, rest))
        .Sample(sample =>
        {
            var (ticks, rest) = sample;
            var moment = new DateTime(ticks);
            // As decimal arithmetic has it, independently: seconds since 1970 with nine places.
            var seconds = ((ticks - DateTime.UnixEpoch.Ticks) / 10_000_000m) + (rest / 1_000_000_000m);
            var wire = seconds.ToString("0.000000000", CultureInfo.InvariantCulture);
            var text = moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + $".{(ticks % 10_000_000 * 100) + rest:D9}".TrimEnd('0').TrimEnd('.');
            Assert.Equal(rest == 0 ? moment : text, Value(wire, "timestamp_ntz", scale: 9));
            Assert.Equal(text, ValueReader.Text(Encoding.UTF8.GetBytes(wire), Column("timestamp_ntz", null, 9)));
        });

    [Fact]
    public void Read_OtherTypes_GiveTheirValues()
    {
        Assert.Equal(1.5, Value("1.5", "real"));
        Assert.Equal(1e300, Value("1e300", "REAL"));
        Assert.Equal(double.NaN, Value("NaN", "real"));
        Assert.Equal(double.NegativeInfinity, Value("-inf", "real"));
        Assert.Equal(new byte[] { 0xAB, 0x0C }, Value("AB0C", "binary"));
        Assert.Equal("{\"a\":1}", Value("{\"a\":1}", "variant"));
        Assert.Equal("[1.0,2.5]", Value("[1.0,2.5]", "vector"));
        Assert.Equal("1.23E+200", Value("1.23E+200", "decfloat", 38));
        Assert.Equal("é", Value("é", "text"));
        Assert.Equal(new DateTimeOffset(1969, 12, 31, 23, 59, 58, 500, TimeSpan.Zero), Value("-1.500000000", "timestamp_ltz", scale: 9));
        Assert.Equal("1969-12-31 23:59:58.5 +00:00", ValueReader.Text("-1.500000000"u8, Column("timestamp_ltz", null, 9)));
        Assert.Equal("2021-03-19 18:06:59 +01:00", ValueReader.Text("1616173619.000000000 1500"u8, Column("timestamp_tz", null, 9)));
        Assert.Equal("23:01:59.000000001", Value("82919.000000001", "time", scale: 9));
    }

    [Theory]
    [InlineData("x", "boolean")]
    [InlineData("1", "boolean")]
    [InlineData("x", "date")]
    [InlineData("1.0000000001", "timestamp_ntz")]
    [InlineData("1.5x", "timestamp_ntz")]
    [InlineData("", "time")]
    [InlineData("1.0 9999", "timestamp_tz")]
    [InlineData("ABC", "binary")]
    [InlineData("1,5", "real")]
    [InlineData("1e5", "fixed")]
    public void Read_NotOfTheType_IsAFormatError(string text, string type) => Assert.ThrowsAny<FormatException>(() => Value(text, type));

    [Theory]
    [InlineData("999999999", "date")]
    [InlineData("999999999999999.000000000", "timestamp_ntz")]
    public void Read_BeyondDotNetsYears_IsAnOverflow(string text, string type) => Assert.Throws<OverflowException>(() => Value(text, type));

    private static object Value(string text, string type, int? precision = null, int? scale = null) => ValueReader.Read(Encoding.UTF8.GetBytes(text), Column(type, precision, scale));

    private static ResultColumn Column(string type, int? precision, int? scale) => new("C", type, precision, scale, null, true);
}
