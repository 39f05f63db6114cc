using CsCheck;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>SQL expressions that change a JSON column by paths, most of them in ways that the server logs as operations.</summary>
internal static class GeneratedJsonUpdates
{
    /// <summary>Members that <see cref="Document"/> has or may get, as paths spell them: plain, quoted, with escapes, beyond ASCII.</summary>
    private static readonly Gen<string> s_member = Gen.OneOf(
        ".a", ".b", ".arr", ".obj", ".k10", ".k1", ".new1", ".é", ".\"long key with é\"", ".\"q\\\"uote\"", ".\"back\\\\slash\"", ".\"tab\\there\"", ".\"\"", ".\"😀\"", ".\"a.b[0]\"", ".\"\\u0001\"");

    private static readonly Gen<string> s_cell = Gen.OneOf("[0]", "[1]", "[2]", "[7]", "[100]", "[4000000000]", "[last]", "[last-1]", "[last-50]");

    private static readonly Gen<string> s_path = Gen.OneOf(s_member, s_member, s_cell).Array[1, 3].Select(legs => Literal("$" + string.Concat(legs)));

    private static readonly Gen<string> s_known = Gen.OneOf("$.a", "$.arr[0]", "$.arr[1]", "$.arr[last]", "$.obj.a", "$.obj.\"q\\\"uote\"", "$.obj.é", "$.arr[2].a", "$.pad", "$.many[5]", "$.many[0]", "$.many[200]").Select(Literal);

    /// <summary>A document of some hundred bytes or some ten thousand, so that operations on it are shorter.</summary>
    public static Gen<string> Document { get; } =
        from a in GeneratedJson.Literal
        from arr in GeneratedJson.Literal.Array[0, 5]
        from many in Gen.OneOf("JSON_ARRAY()", $"JSON_ARRAY({string.Join(',', Enumerable.Range(0, 300).Select(i => i * 1000))})", "JSON_ARRAY(REPEAT('y', 40000), 70000, 1, 2, REPEAT('z', 25000), 5)")
        from pad in Gen.Int[300, 2000]
        select $"JSON_OBJECT('pad', REPEAT('x', {pad}), 'a', {a}, 'arr', JSON_ARRAY({string.Join(',', arr)}), 'many', {many}, "
            + """'obj', JSON_OBJECT('a', 1, 'é', 'e', 'q"uote', 70000, 'back\\slash', -5, '', 2.5, 'a.b[0]', 6), '😀', '😀', 'tab\there', 7)""";

    /// <summary>What the column becomes, of its value before.</summary>
    public static Gen<string> Of(string column) => Change(column, 3);

    private static Gen<string> Change(string document, int depth) =>
        from path in Gen.OneOf(s_path, s_known)
        from second in Gen.OneOf(s_path, s_known)
        from value in Gen.OneOf(GeneratedJson.Literal, Gen.OneOf("'short'", "1", "99999", "'a somewhat longer text'"))
        from change in Gen.OneOf(
            $"JSON_SET({document}, {path}, {value})", $"JSON_SET({document}, {path}, {value}, {second}, 5)", $"JSON_REPLACE({document}, {path}, {value}, {second}, {value})",
            $"JSON_REMOVE({document}, {path})", $"JSON_REMOVE({document}, {path}, {second})", $"JSON_INSERT({document}, {path}, {value})",
            $"JSON_ARRAY_INSERT({document}, '$.arr[1]', {value})", $"JSON_ARRAY_APPEND({document}, '$.arr', {value})")
        from again in Gen.Bool
        from result in again && depth > 0 ? Change(change, depth - 1) : Gen.Const(change)
        select result;

    /// <summary>A path as an SQL text.</summary>
    private static string Literal(string path) => $"'{path.Replace("\\", "\\\\", StringComparison.Ordinal)}'";
}
