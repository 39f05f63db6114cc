using System.Globalization;
using CsCheck;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>Columns of every type with extreme and ordinary values. The session must have an empty sql_mode, so that zero and partial dates are taken.</summary>
internal static class GeneratedColumns
{
    private static readonly string[] s_singleByte =
        ["latin1", "latin2", "cp1250", "cp1251", "cp1256", "cp1257", "cp850", "cp852", "cp866", "koi8r", "koi8u", "greek", "hebrew", "latin5", "latin7", "macroman", "macce",
         "keybcs2", "dec8", "hp8", "swe7", "armscii8", "geostd8", "tis620"];

    private static readonly string[] s_unicode = ["utf8mb4", "utf8mb3", "ucs2", "utf16", "utf16le", "utf32"];

    private static readonly Gen<char> s_anyText = Gen.OneOf(Gen.Char['a', 'z'], Gen.Char['\u00a1', '\u024f'], Gen.Char['\u0391', '\u03c9'], Gen.Char['\u4e00', '\u4fff'], Gen.Const('\''), Gen.Const('\\'), Gen.Const('\n'), Gen.Const('\0'));

    /// <summary>Columns that both servers know.</summary>
    public static readonly Gen<GeneratedColumn> Common = Gen.OneOf(
        Integer("TINYINT", 8), Integer("SMALLINT", 16), Integer("MEDIUMINT", 24), Integer("INT", 32), Integer("BIGINT", 64),
        Decimal(), Floating(), Bit(),
        Gen.Const(new GeneratedColumn("YEAR", Gen.OneOf(Gen.Int[1901, 2155], Gen.Const(0)).Select(Invariant), ServerText.Number)),
        Time(), Date(), DateTimes(), Timestamp(), Characters(), Binary(), Enum(), Set(), Geometry());

    /// <summary>MySQL's own.</summary>
    public static readonly Gen<GeneratedColumn> MySql = Gen.Frequency((16, Common), (3, Json()), (1, Vector()));

    private static Gen<GeneratedColumn> Integer(string type, int bits) => Gen.Bool.Select(isUnsigned =>
    {
        var most = isUnsigned ? (Int128.One << bits) - 1 : (Int128.One << (bits - 1)) - 1;
        var least = isUnsigned ? 0 : -(Int128.One << (bits - 1));
        var literal = Gen.OneOf(Gen.OneOf(most, least, Int128.Zero, Int128.One, most - 1), Gen.ULong.Select(v => least + ((Int128)v % (most - least + 1))));
        return new GeneratedColumn(isUnsigned ? $"{type} UNSIGNED" : type, literal.Select(v => v.ToString(CultureInfo.InvariantCulture)), ServerText.Plain);
    });

    private static Gen<GeneratedColumn> Decimal() =>
        from precision in Gen.Int[1, 65]
        from scale in Gen.Int[0, Math.Min(precision, 30)]
        select new GeneratedColumn($"DECIMAL({precision},{scale})", DecimalLiteral(precision, scale), ServerText.Plain);

    private static Gen<string> DecimalLiteral(int precision, int scale) =>
        from isNegative in Gen.Bool
        from count in Gen.Int[0, precision]
        from fill in Gen.OneOf("9", "1", "")
        from digits in Gen.Char['0', '9'].Array[precision]
        let text = fill.Length > 0 ? new string(fill[0], count).PadLeft(precision, '0') : new string(digits)
        select $"'{(isNegative ? "-" : "")}{text[..(precision - scale)].PadLeft(1, '0')}.{text[(precision - scale)..]}'";

    private static Gen<GeneratedColumn> Floating() => Gen.OneOf(
        Gen.Const(new GeneratedColumn("DOUBLE", Gen.OneOf(Gen.Double.Where(double.IsFinite), Gen.OneOf(0d, -1.5, 1e308, 5e-324, 1.7976931348623157e308)).Select(v => v.ToString("R", CultureInfo.InvariantCulture)), ServerText.Double)),
        Gen.Const(new GeneratedColumn("FLOAT", Gen.OneOf(Gen.Float.Where(float.IsFinite), Gen.OneOf(0f, -1.5f, 3.4028235e38f, 1.1f)).Select(v => v.ToString("R", CultureInfo.InvariantCulture)), ServerText.Double)));

    private static Gen<GeneratedColumn> Bit() => Gen.Int[1, 64].Select(bits => new GeneratedColumn(
        $"BIT({bits})", Gen.OneOf(Gen.ULong, Gen.Const(ulong.MaxValue), Gen.Const(1UL)).Select(v => (v >> (64 - bits)).ToString(CultureInfo.InvariantCulture)), ServerText.Number));

    private static Gen<GeneratedColumn> Time() => Gen.Int[0, 6].Select(fraction => new GeneratedColumn(
        $"TIME({fraction})",
        Gen.OneOf(
            Gen.OneOf("'838:59:59'", "'-838:59:59'", "'00:00:00'", "'-00:00:00.000001'", "'-00:00:00.01'", "'-00:00:01'", "'-01:00:00.999999'", "'-00:00:59.5'"),
            from s in Gen.Bool from h in Gen.Int[0, 837] from m in Gen.Int[0, 59] from c in Gen.Int[0, 59] from u in Gen.Int[0, 999_999]
            select $"'{(s ? "-" : "")}{h:D2}:{m:D2}:{c:D2}.{u:D6}'"),
        ServerText.Plain));

    private static Gen<string> DateText() => Gen.OneOf(
        Gen.OneOf("0000-00-00", "2024-00-00", "2024-02-00", "1000-01-01", "9999-12-31", "2024-02-29", "1969-12-31"),
        from y in Gen.Int[1, 9999] from m in Gen.Int[1, 12] from d in Gen.Int[1, 28] select $"{y:D4}-{m:D2}-{d:D2}");

    private static Gen<GeneratedColumn> Date() => Gen.Const(new GeneratedColumn("DATE", DateText().Select(d => $"'{d}'"), ServerText.Plain));

    private static Gen<GeneratedColumn> DateTimes() => Gen.Int[0, 6].Select(fraction => new GeneratedColumn(
        $"DATETIME({fraction})",
        from d in DateText() from h in Gen.Int[0, 23] from m in Gen.Int[0, 59] from s in Gen.Int[0, 58] from u in Gen.OneOf(Gen.Int[0, 999_999], Gen.Const(0))
        select $"'{d} {h:D2}:{m:D2}:{s:D2}.{u:D6}'",
        ServerText.Plain));

    private static Gen<GeneratedColumn> Timestamp() => Gen.Int[0, 6].Select(fraction => new GeneratedColumn(
        $"TIMESTAMP({fraction}) NULL",
        Gen.OneOf(
            Gen.OneOf("'0000-00-00 00:00:00'", "'1970-01-01 00:00:01'", "'2038-01-19 03:14:07'", "'2000-01-01 00:00:00.5'"),
            Gen.Int[1, int.MaxValue - 1].SelectMany(s => Gen.Int[0, 999_999].Select(u => $"'{DateTime.UnixEpoch.AddSeconds(s):yyyy-MM-dd HH:mm:ss}.{u:D6}'"))),
        ServerText.Plain));

    private static Gen<GeneratedColumn> Characters() => Gen.OneOf(
        from charset in Gen.OneOf(s_unicode) from type in Gen.OneOf("CHAR(20)", "VARCHAR(20)", "VARCHAR(300)", "TINYTEXT", "TEXT", "MEDIUMTEXT", "LONGTEXT")
        select new GeneratedColumn($"{type} CHARACTER SET {charset}", s_anyText.Array[0, 20].Select(c => Utf8Literal(new string(c))), ServerText.Utf8),
        from type in Gen.OneOf("VARCHAR(40)", "CHAR(40)", "TEXT")
        select new GeneratedColumn($"{type} CHARACTER SET utf8mb4", Gen.OneOf("😀", "a😀é漢", "").Select(Utf8Literal), ServerText.Utf8),
        from charset in Gen.OneOf(s_singleByte) from type in Gen.OneOf("CHAR(255)", "VARCHAR(255)", "TEXT")
        select new GeneratedColumn($"{type} CHARACTER SET {charset}", Gen.Int[charset == "swe7" ? 0x21 : 0xA0, charset == "swe7" ? 0x7E : 0xFF].Array[0, 250].Select(b => $"_{charset} X'{string.Concat(b.Select(x => x.ToString("X2", CultureInfo.InvariantCulture)))}'"), ServerText.Utf8),
        from type in Gen.OneOf("CHAR(20)", "VARCHAR(20)")
        select new GeneratedColumn($"{type} CHARACTER SET ascii", Gen.Char['!', '~'].Array[0, 20].Select(c => Utf8Literal(new string(c))), ServerText.Utf8));

    private static Gen<GeneratedColumn> Binary() =>
        from type in Gen.OneOf("BINARY(1)", "BINARY(20)", "BINARY(255)", "VARBINARY(20)", "VARBINARY(3000)", "TINYBLOB", "BLOB", "MEDIUMBLOB", "LONGBLOB")
        let most = type == "BINARY(1)" ? 1 : 20
        select new GeneratedColumn(type, Gen.OneOf(Gen.Byte, Gen.Const((byte)0), Gen.Const((byte)32)).Array[0, most].Select(b => $"X'{Convert.ToHexString(b)}'"), ServerText.Hex);

    private static Gen<GeneratedColumn> Enum() =>
        from charset in Gen.OneOf("utf8mb4", "latin1", "utf16")
        from count in Gen.OneOf(1, 3, 255, 256, 700)
        select new GeneratedColumn($"ENUM({Names(count)}) CHARACTER SET {charset}", Gen.Int[1, count].Select(Invariant), ServerText.Named);

    private static Gen<GeneratedColumn> Set() =>
        from count in Gen.Int[1, 64]
        select new GeneratedColumn($"SET({Names(count)}) CHARACTER SET latin1", Gen.OneOf(Gen.ULong, Gen.Const(ulong.MaxValue), Gen.Const(0UL)).Select(v => (v >> (64 - count)).ToString(CultureInfo.InvariantCulture)), ServerText.Named);

    private static Gen<GeneratedColumn> Geometry() => Gen.OneOf(
        new GeneratedColumn("GEOMETRY", Gen.Double[-90, 90].Select(v => string.Create(CultureInfo.InvariantCulture, $"ST_GeomFromText('LINESTRING(0 0, 1 {v:R})')")), ServerText.Hex),
        new GeneratedColumn("POINT", Gen.Double[-90, 90].Select(v => string.Create(CultureInfo.InvariantCulture, $"ST_GeomFromText('POINT(1 {v:R})', 4326)")), ServerText.Hex));

    private static Gen<GeneratedColumn> Vector() => Gen.Int[1, 100].Select(n => new GeneratedColumn(
        $"VECTOR({n})", Gen.Int[-10_000, 10_000].Select(i => i / 1000f).Array[n].Select(v => $"STRING_TO_VECTOR('[{string.Join(',', v.Select(f => f.ToString("R", CultureInfo.InvariantCulture)))}]')"), ServerText.Hex));

    private static Gen<GeneratedColumn> Json() => Gen.Const(new GeneratedColumn("JSON", GeneratedJson.Literal, ServerText.Plain)
    {
        Change = Gen.OneOf(
            GeneratedJson.Literal,
            Gen.OneOf("$.a", "$.b", "$[0]", "$[1]", "$[last]", "$.new", "$.a[0]").SelectMany(path => GeneratedJson.Literal.Select(v => $"JSON_SET({GeneratedColumn.Name}, '{path}', {v})")),
            Gen.OneOf("$.a", "$.k1", "$[0]", "$[last]").Select(path => $"JSON_REMOVE({GeneratedColumn.Name}, '{path}')")),
    });

    private static string Names(int count) => string.Join(',', Enumerable.Range(1, count).Select(i => i % 7 == 3 ? $"'é{i}'" : $"'n{i}'"));

    private static string Utf8Literal(string text) => $"_utf8mb4 X'{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text))}'";

    private static string Invariant(int value) => value.ToString(CultureInfo.InvariantCulture);
}
