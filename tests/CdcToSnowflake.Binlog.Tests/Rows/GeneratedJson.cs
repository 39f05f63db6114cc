using System.Globalization;
using CsCheck;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>SQL expressions that make JSON documents of every kind of value, nested, small and large.</summary>
internal static class GeneratedJson
{
    private static readonly Gen<string> s_scalar = Gen.OneOf(
        Gen.OneOf("CAST('null' AS JSON)", "CAST('true' AS JSON)", "CAST('false' AS JSON)", "''", "'\\\\\"\\b\\f\\n\\r\\t\\u0001é😀'"),
        Gen.OneOf(0L, 1, -1, 32767, 32768, -32768, -32769, 65535, 65536, int.MaxValue, int.MinValue, 1L + int.MaxValue, uint.MaxValue, long.MaxValue, long.MinValue).Select(v => v.ToString(CultureInfo.InvariantCulture)),
        Gen.Const("18446744073709551615"),
        Gen.OneOf(Gen.Double, Gen.OneOf(0d, 0.1, -0.5, 100, 1e14, 1e15, 1e16, 123456789012345680, 1e-5, 1e-14, 1e-15, 1e-16, 1.5e300, 5e-324, 1.7976931348623157e308))
            .Where(double.IsFinite).Select(v => v.ToString("E16", CultureInfo.InvariantCulture)),
        Gen.OneOf("CAST('-1234567890.12345' AS DECIMAL(40,20))", "CAST('0.01' AS DECIMAL(3,2))", "CAST('99999999999999999999999999999999999' AS DECIMAL(65,30))"),
        Gen.OneOf("CAST('2024-02-29' AS DATE)", "CAST('2024-02-29 23:59:59.123456' AS DATETIME(6))", "CAST('-838:59:59' AS TIME)", "CAST('-00:00:00.000001' AS TIME(6))", "TIMESTAMP'2024-02-29 01:02:03'"),
        Gen.OneOf("X'00FF10'", "b'1010'", "CAST(X'' AS BINARY)", "CAST('2024' AS YEAR)", "ST_GeomFromText('POINT(1 2)')"),
        Gen.Int[100, 300].Select(n => $"REPEAT('é', {n})"),
        Gen.Const("REPEAT('x', 70000)"));

    public static Gen<string> Literal { get; } = Document(3);

    private static Gen<string> Document(int depth) => depth == 0
        ? s_scalar.Select(AsJson)
        : Gen.OneOf(
            s_scalar.Select(AsJson),
            Document(depth - 1).Array[0, 5].Select(v => $"JSON_ARRAY({string.Join(',', v)})"),
            Gen.Select(Gen.OneOf("", "a", "b", "long key with é", "k1", "k2", "k10"), Document(depth - 1)).Array[0, 5]
                .Select(v => $"JSON_OBJECT({string.Join(',', v.DistinctBy(p => p.Item1).Select(p => $"'{p.Item1}',{p.Item2}"))})"));

    private static string AsJson(string scalar) => $"JSON_EXTRACT(JSON_ARRAY({scalar}), '$[0]')";
}
