using CdcToSnowflake.Model;

namespace CdcToSnowflake.Tests.Model;

public sealed class LandingTests
{
    [Theory]
    [InlineData(SourceKind.TinyInt, nameof(FileForm.Integer), "NUMBER(3,0)")]
    [InlineData(SourceKind.SmallInt, nameof(FileForm.Integer), "NUMBER(5,0)")]
    [InlineData(SourceKind.MediumInt, nameof(FileForm.Integer), "NUMBER(8,0)")]
    [InlineData(SourceKind.Int, nameof(FileForm.Integer), "NUMBER(10,0)")]
    [InlineData(SourceKind.BigInt, nameof(FileForm.Integer), "NUMBER(19,0)")]
    [InlineData(SourceKind.Year, nameof(FileForm.Integer), "NUMBER(4,0)")]
    [InlineData(SourceKind.Bit, nameof(FileForm.Decimal), "NUMBER(20,0)")]
    [InlineData(SourceKind.Float, nameof(FileForm.Double), "FLOAT")]
    [InlineData(SourceKind.Double, nameof(FileForm.Double), "FLOAT")]
    [InlineData(SourceKind.Time, nameof(FileForm.Text), "VARCHAR(134217728)")]
    [InlineData(SourceKind.Date, nameof(FileForm.Date), "DATE")]
    [InlineData(SourceKind.DateTime, nameof(FileForm.Micros), "TIMESTAMP_NTZ(6)")]
    [InlineData(SourceKind.Timestamp, nameof(FileForm.InstantText), "TIMESTAMP_TZ(6)")]
    [InlineData(SourceKind.Char, nameof(FileForm.Text), "VARCHAR(134217728)")]
    [InlineData(SourceKind.VarChar, nameof(FileForm.Text), "VARCHAR(134217728)")]
    [InlineData(SourceKind.Text, nameof(FileForm.Text), "VARCHAR(134217728)")]
    [InlineData(SourceKind.Enum, nameof(FileForm.Text), "VARCHAR(134217728)")]
    [InlineData(SourceKind.Set, nameof(FileForm.Text), "VARCHAR(134217728)")]
    [InlineData(SourceKind.Json, nameof(FileForm.Json), "VARIANT")]
    [InlineData(SourceKind.Binary, nameof(FileForm.Hex), "BINARY(67108864)")]
    [InlineData(SourceKind.VarBinary, nameof(FileForm.Hex), "BINARY(67108864)")]
    [InlineData(SourceKind.Blob, nameof(FileForm.Hex), "BINARY(67108864)")]
    [InlineData(SourceKind.Geometry, nameof(FileForm.Hex), "BINARY(67108864)")]
    public void Of_Kind_IsTheTableOfTheDesign(SourceKind kind, string form, string type)
    {
        Landing landing = Landing.Of(new SourceType(kind));

        Assert.Equal((form, type), (landing.Form.ToString(), landing.Type.ToString()));
    }

    [Theory]
    [InlineData(1, 0, "NUMBER(1,0)")]
    [InlineData(38, 30, "NUMBER(38,30)")]
    [InlineData(38, 37, "NUMBER(38,37)")]
    [InlineData(30, 30, "NUMBER(30,30)")]
    [InlineData(38, 38, "VARCHAR(134217728)")]
    [InlineData(39, 0, "VARCHAR(134217728)")]
    [InlineData(65, 30, "VARCHAR(134217728)")]
    public void Of_Decimal_IsANumberUpToSnowflakesMost(int precision, int scale, string type)
    {
        Landing landing = Landing.Of(new SourceType(SourceKind.Decimal) { Precision = precision, Scale = scale });

        Assert.Equal(type, landing.Type.ToString());
        Assert.Equal(type.StartsWith('N') ? (FileForm.Decimal, precision, scale) : (FileForm.Text, 0, 0), (landing.Form, landing.Precision, landing.Scale));
    }

    [Fact]
    public void Of_UnsignedBigInt_HoldsItsLargestValue()
    {
        Landing landing = Landing.Of(new SourceType(SourceKind.BigInt) { IsUnsigned = true });

        Assert.Equal((FileForm.Decimal, 20, 0), (landing.Form, landing.Precision, landing.Scale));
        Assert.Equal(20, ulong.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture).Length);
    }

    // MySQL's manual, "The VECTOR Type": up to the declared number of entries. Snowflake's, "Vector data types": exactly as many, and 4,096 at the most.
    [Theory]
    [InlineData(3)]
    [InlineData(16_383)]
    public void Of_Vector_IsAnArrayWhichHoldsFewerNumbersToo(int dimension)
    {
        Landing landing = Landing.Of(new SourceType(SourceKind.Vector) { Precision = dimension });

        Assert.Equal((FileForm.Vector, "ARRAY"), (landing.Form, landing.Type.ToString()));
    }

    [Fact]
    public void Of_EveryKind_HasALanding() =>
        Assert.All(Enum.GetValues<SourceKind>(), kind => Assert.NotNull(Landing.Of(new SourceType(kind) { Precision = 1 })));
}
