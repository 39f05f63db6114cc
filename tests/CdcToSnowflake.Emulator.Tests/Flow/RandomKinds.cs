using System.Globalization;
using System.Numerics;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Emulator.Tests.Flow;

/// <summary>All kinds of source columns.</summary>
internal static class RandomKinds
{
    private static readonly string[] Texts = ["", " ", "\\N", "é'x", "NULL", "𝄞", "a|b", "x\n\ty", "\"{}\"", "0"];

    private static readonly string[] Documents =
    [
        "null", "true", "0", "\"\"", "\"é'\\n\"", "[]", "{}", "18446744073709551615", "-1.5", "[1, [null, \"a|b\"], {\"k\": false}]", "{\"b\": 9007199254740993, \"aa\": {\"\": [2]}}", "\"null\"",
    ];

    // A point, and one of the SRID 4326 as PostGIS writes it.
    private static readonly string[] Geometries = ["0101000000000000000000F03F0000000000000040", "0101000020E6100000000000000000F03F0000000000000040"];

    private static readonly SourceType TinyInt = new(SourceKind.TinyInt);
    private static readonly SourceType BigInt = new(SourceKind.BigInt);
    private static readonly SourceType Text = new(SourceKind.Text);

    public static IReadOnlyList<RandomKind> All { get; } =
    [
        new("tiny", [TinyInt, new(SourceKind.SmallInt), new(SourceKind.Int), BigInt], Whole),
        new("int", [new(SourceKind.Int), BigInt], Whole),
        new("unsigned", [TinyInt with { IsUnsigned = true }, new(SourceKind.MediumInt) { IsUnsigned = true }, BigInt with { IsUnsigned = true }], Whole),
        new("big", [BigInt], Whole),
        new("ubig", [BigInt with { IsUnsigned = true }], Whole),
        new("bit", [new(SourceKind.Bit) { Precision = 1 }, new(SourceKind.Bit) { Precision = 64 }], Whole),
        new("year", [new(SourceKind.Year)], (random, _) => RandomValue.Same((random.Next(8) == 0 ? 0 : random.Next(1901, 2156)).ToString(CultureInfo.InvariantCulture))),
        new("amount", [Decimal(10, 2), Decimal(18, 2), Decimal(38, 2)], Decimal),
        new("fine", [Decimal(38, 37)], Decimal),
        new("vast", [Decimal(65, 30)], Decimal),
        new("fraction", [Decimal(38, 38)], Decimal),
        new("real", [new(SourceKind.Float), new(SourceKind.Double)], Real),
        new("double", [new(SourceKind.Double)], Real),
        new("span", [new(SourceKind.Time), new(SourceKind.Time) { Scale = 6 }], Time),
        new("day", [new(SourceKind.Date)], Date),
        new("moment", [new(SourceKind.DateTime), new(SourceKind.DateTime) { Scale = 6 }], DateTimes),
        new("instant", [new(SourceKind.Timestamp), new(SourceKind.Timestamp) { Scale = 6 }], Timestamp),
        new("char", [new(SourceKind.Char) { Length = 10 }, new(SourceKind.VarChar) { Length = 50 }, Text], Label),
        new("text", [Text], Label),
        new("enum", [new(SourceKind.Enum), new(SourceKind.VarChar) { Length = 20 }], Label),
        new("set", [new(SourceKind.Set), Text], (random, _) => RandomValue.Same(Pick(random, "", "x", "x,é", "x,é,'"))),
        new("binary", [new(SourceKind.Binary) { Length = 4 }, new(SourceKind.VarBinary) { Length = 8 }, new(SourceKind.Blob)], Bytes),
        new("blob", [new(SourceKind.Blob)], Bytes),
        new("json", [new(SourceKind.Json)], (random, _) => Document(Pick(random, Documents))),
        new("shape", [new(SourceKind.Geometry)], (random, _) => RandomValue.Same(Pick(random, Geometries))),
        new("vector", [new(SourceKind.Vector) { Precision = 3 }, new(SourceKind.Vector) { Precision = 5 }], Vector),
    ];

    /// <summary>What stands for a value that is hashed: only the form matters on the way.</summary>
    public static RandomValue Hash(Random random)
    {
        var hash = new byte[32];
        random.NextBytes(hash);
        return RandomValue.Same(Convert.ToHexStringLower(hash));
    }

    private static SourceType Decimal(int precision, int scale) => new(SourceKind.Decimal) { Precision = precision, Scale = scale };

    private static T Pick<T>(Random random, params T[] values) => values[random.Next(values.Length)];

    private static RandomValue Label(Random random, SourceType type) => RandomValue.Same(Pick(random, Texts));

    private static RandomValue Document(string json) => new(json, FlowText.Document(json));

    private static RandomValue Whole(Random random, SourceType type)
    {
        var bits = type.Kind switch
        {
            SourceKind.TinyInt => 8,
            SourceKind.SmallInt => 16,
            SourceKind.MediumInt => 24,
            SourceKind.Int => 32,
            SourceKind.Bit => type.Precision,
            _ => 64,
        };
        var isUnsigned = type.IsUnsigned || type.Kind == SourceKind.Bit;
        var least = isUnsigned ? BigInteger.Zero : -BigInteger.Pow(2, bits - 1);
        var most = least + BigInteger.Pow(2, bits) - 1;
        return RandomValue.Same((random.Next(4) == 0 ? Pick(random, least, most, 0) : least + (new BigInteger(random.NextInt64()) * 3 % (most - least + 1))).ToString(CultureInfo.InvariantCulture));
    }

    private static RandomValue Decimal(Random random, SourceType type)
    {
        var digits = random.Next(3) == 0 ? type.Precision : random.Next(1, type.Precision + 1);
        var whole = string.Concat(Enumerable.Range(0, digits).Select(_ => (char)('0' + random.Next(10)))).PadLeft(type.Scale + 1, '0');
        var (before, after) = (whole[..^type.Scale].TrimStart('0'), whole[^type.Scale..]);
        var isZero = before.Length == 0 && after.All(digit => digit == '0');
        return RandomValue.Same($"{(random.Next(2) == 0 && !isZero ? "-" : "")}{(before.Length == 0 ? "0" : before)}.{after}");
    }

    private static RandomValue Real(Random random, SourceType type)
    {
        var bits = random.NextInt64(long.MinValue, long.MaxValue);
        double number = type.Kind == SourceKind.Float ? BitConverter.Int32BitsToSingle((int)bits) : BitConverter.Int64BitsToDouble(bits);
        // MySQL has neither NaN nor infinity.
        number = random.Next(3) == 0 || !double.IsFinite(number) ? Pick(random, 0, 1.5, -0.1, 1e15, 123456789) : number;
        return RandomValue.Same(number.ToString("R", CultureInfo.InvariantCulture));
    }

    private static RandomValue Time(Random random, SourceType type)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Pick(random, "", "-")}{random.Next(839):00}:{random.Next(60):00}:{random.Next(60):00}");
        return RandomValue.Same(type.Scale == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}.{random.Next(1_000_000):000000}"));
    }

    private static RandomValue Date(Random random, SourceType type)
    {
        var date = new DateTime(1000, 1, 1).AddDays(random.Next(8) == 0 ? 3_287_181 : random.Next(3_287_182));
        return new RandomValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), FlowText.Of(date));
    }

    private static RandomValue DateTimes(Random random, SourceType type)
    {
        var moment = new DateTime(1000, 1, 1).AddSeconds(random.NextInt64(284_012_524_800));
        moment = type.Scale == 0 ? moment : moment.AddMicroseconds(random.Next(1_000_000));
        return new RandomValue(((moment - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture), FlowText.Of(moment));
    }

    private static RandomValue Timestamp(Random random, SourceType type)
    {
        var moment = DateTime.UnixEpoch.AddSeconds(random.Next(1, int.MaxValue)).AddMicroseconds(type.Scale == 0 ? 0 : random.Next(1_000_000));
        return new RandomValue(moment.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + " +00:00", FlowText.Of(moment) + "+00:00");
    }

    private static RandomValue Bytes(Random random, SourceType type)
    {
        var bytes = new byte[type.Kind == SourceKind.Binary ? type.Length : random.Next(6)];
        random.NextBytes(bytes);
        return RandomValue.Same(Convert.ToHexString(bytes));
    }

    private static RandomValue Vector(Random random, SourceType type)
    {
        var text = "[" + string.Join(',', Enumerable.Range(0, random.Next(1, type.Precision + 1)).Select(_ => Pick(random, 0f, 1f, -2.5f, 0.1f, 1e10f).ToString(CultureInfo.InvariantCulture))) + "]";
        return Document(text);
    }
}
