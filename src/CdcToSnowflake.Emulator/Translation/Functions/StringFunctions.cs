using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

internal static class StringFunctions
{
    public static void Register(FunctionList list)
    {
        list.Scalar("UPPER", 1, 1, c => Result.Text($"upper({c.Text(0)})"));
        list.Scalar("LOWER", 1, 1, c => Result.Text($"lower({c.Text(0)})"));
        list.Scalar("TRIM", 1, 2, c => Trimmed(c, "trim"));
        list.Scalar("LTRIM", 1, 2, c => Trimmed(c, "ltrim"));
        list.Scalar("RTRIM", 1, 2, c => Trimmed(c, "rtrim"));
        list.Scalar("LENGTH LEN", 1, 1, c => Result.Integer(c.Argument(0).Type.Kind == TypeKind.Binary ? $"octet_length({c.Sql(0)})" : $"length({c.Text(0)})"));
        list.Scalar("OCTET_LENGTH", 1, 1, c => Result.Integer(c.Argument(0).Type.Kind == TypeKind.Binary ? $"octet_length({c.Sql(0)})" : $"strlen({c.Text(0)})"));
        list.Scalar("SUBSTR SUBSTRING", 2, 3, Substring);
        list.Scalar("LEFT", 2, 2, c => Result.Text($"\"left\"({c.Text(0)}, {Length(c, 1)})"));
        list.Scalar("RIGHT", 2, 2, c => Result.Text($"\"right\"({c.Text(0)}, {Length(c, 1)})"));
        list.Scalar("CONCAT", 1, FunctionList.Many, c => Result.Text("(" + string.Join(" || ", Texts(c, 0)) + ")"));
        list.Scalar("CONCAT_WS", 2, FunctionList.Many, c => Result.Text("(" + string.Join($" || {c.Text(0)} || ", Texts(c, 1)) + ")"));
        list.Scalar("REPLACE", 2, 3, c => Result.Text($"replace({c.Text(0)}, {c.Text(1)}, {(c.Count > 2 ? c.Text(2) : "''")})"));
        list.Scalar("SPLIT", 2, 2, Split);
        list.Scalar("SPLIT_PART", 3, 3, SplitPart);
        list.Scalar("CONTAINS", 2, 2, c => Result.Boolean($"contains({c.Text(0)}, {c.Text(1)})"));
        list.Scalar("STARTSWITH", 2, 2, c => Result.Boolean($"starts_with({c.Text(0)}, {c.Text(1)})"));
        list.Scalar("ENDSWITH", 2, 2, c => Result.Boolean($"suffix({c.Text(0)}, {c.Text(1)})"));
        list.Scalar("LPAD", 2, 3, c => Padded(c, "lpad"));
        list.Scalar("RPAD", 2, 3, c => Padded(c, "rpad"));
        list.Scalar("REPEAT", 2, 2, c => Result.Text($"repeat({c.Text(0)}, {c.Integer(1)})"));
        list.Scalar("SPACE", 1, 1, c => Result.Text($"repeat(' ', {c.Integer(0)})"));
        list.Scalar("REVERSE", 1, 1, c => Result.Text($"reverse({c.Text(0)})"));
        list.Scalar("POSITION CHARINDEX", 2, 3, Position);
        list.Scalar("INSERT", 4, 4, c => Result.Text($"(\"left\"({c.Text(0)}, {c.Integer(1)} - 1) || {c.Text(3)} || substring({c.Text(0)}, {c.Integer(1)} + {c.Integer(2)}))"));
        list.Scalar("TRANSLATE", 3, 3, c => Result.Text($"translate({c.Text(0)}, {c.Text(1)}, sf_fit({c.Text(2)}, length({c.Text(1)})))"));
        list.Scalar("ASCII", 1, 1, c => Result.Integer($"(CASE WHEN {c.Text(0)} = '' THEN 0 ELSE ascii({c.Text(0)}) END)"));
        list.Scalar("UNICODE", 1, 1, c => Result.Integer($"(CASE WHEN {c.Text(0)} = '' THEN 0 ELSE unicode({c.Text(0)}) END)"));
        list.Scalar("CHR CHAR", 1, 1, c => Result.Text($"chr(CAST({c.Integer(0)} AS INTEGER))"));
        list.Scalar("HEX_ENCODE", 1, 1, c => Result.Text($"hex({Bytes(c)})"), documented: 2);
        list.Scalar("HEX_DECODE_STRING", 1, 1, c => Result.Text($"sf_utf8(sf_hex({c.Text(0)}))"));
        list.Scalar("HEX_DECODE_BINARY", 1, 1, c => new TranslatedExpression($"sf_hex({c.Text(0)})", DataType.Binary));
        list.Scalar("BASE64_ENCODE", 1, 1, c => Result.Text($"to_base64({Bytes(c)})"), documented: 3);
        list.Scalar("BASE64_DECODE_STRING", 1, 1, c => Result.Text($"sf_utf8(sf_base64({c.Text(0)}))"), documented: 2);
        list.Scalar("BASE64_DECODE_BINARY", 1, 1, c => new TranslatedExpression($"sf_base64({c.Text(0)})", DataType.Binary), documented: 2);
        list.Scalar("MD5 MD5_HEX", 1, 1, c => Result.Text($"md5({Bytes(c)})"));
        list.Scalar("SHA1 SHA1_HEX", 1, 1, c => Result.Text($"sha1({Bytes(c)})"));
        list.Scalar("SHA2 SHA2_HEX", 1, 2, Sha2);
        list.Scalar("EDITDISTANCE", 2, 2, EditDistance, documented: 3);
        list.Scalar("LIKE", 2, 3, c => Like(c, "LIKE"));
        list.Scalar("ILIKE", 2, 3, c => Like(c, "ILIKE"));
    }

    /// <summary>DuckDB counts bytes, Snowflake characters.</summary>
    private static TranslatedExpression EditDistance(FunctionInvocation call)
    {
        var (a, b) = (call.Text(0), call.Text(1));
        return Result.Integer($"(CASE WHEN strlen({a}) + strlen({b}) > length({a}) + length({b}) THEN error('EDITDISTANCE of other characters than those of ASCII is not emulated') ELSE levenshtein({a}, {b}) END)");
    }

    private static TranslatedExpression Like(FunctionInvocation call, string word) =>
        Result.Boolean($"({call.Text(0)} {word} {call.Text(1)}{(call.Count > 2 ? " ESCAPE " + call.Text(2) : string.Empty)})");

    private static IEnumerable<string> Texts(FunctionInvocation call, int from) => Enumerable.Range(from, call.Count - from).Select(call.Text);

    private static string Bytes(FunctionInvocation call) => call.Argument(0) is { Type.Kind: TypeKind.Binary } value ? value.Sql : $"encode({call.Text(0)})";

    private static TranslatedExpression Trimmed(FunctionInvocation call, string function) =>
        Result.Text($"{function}({call.Text(0)}, {(call.Count > 1 ? call.Text(1) : "' '")})");

    /// <summary>A start before the string or past it gives '', 0 is 1, and a negative length ''.</summary>
    private static TranslatedExpression Substring(FunctionInvocation call)
    {
        var value = call.Argument(0);
        if (value.Type.Kind == TypeKind.Binary)
        {
            throw new NotEmulatedException("SUBSTR of BINARY", call.Position);
        }

        var start = $"(CASE WHEN {call.Integer(1)} = 0 THEN 1 ELSE {call.Integer(1)} END)";
        var text = call.Text(0);
        return Result.Text(call.Count > 2
            ? $"(CASE WHEN {start} < -length({text}) AND {call.Integer(2)} IS NOT NULL THEN '' ELSE substring({text}, {start}, {Length(call, 2)}) END)"
            : $"(CASE WHEN {start} < -length({text}) THEN '' ELSE substring({text}, {start}) END)");
    }

    /// <summary>Nothing for a negative length; NULL for NULL, which greatest() would pass over.</summary>
    private static string Length(FunctionInvocation call, int index) => $"(CASE WHEN {call.Integer(index)} < 0 THEN 0 ELSE {call.Integer(index)} END)";

    /// <summary>"An empty separator string results in an array containing only the source string."</summary>
    private static TranslatedExpression Split(FunctionInvocation call)
    {
        var (text, separator) = (call.Text(0), call.Text(1));
        return Result.Array($"to_json(CASE WHEN {text} IS NULL OR {separator} IS NULL THEN NULL WHEN {separator} = '' THEN [{text}] ELSE string_split({text}, {separator}) END)");
    }

    private static TranslatedExpression SplitPart(FunctionInvocation call)
    {
        var (text, separator, part) = (call.Text(0), call.Text(1), call.Integer(2));
        return Result.Text($"(CASE WHEN {text} IS NULL OR {separator} IS NULL OR {part} IS NULL THEN NULL WHEN {separator} = '' THEN CASE WHEN {part} BETWEEN -1 AND 1 THEN {text} ELSE '' END "
            + $"ELSE coalesce(split_part({text}, {separator}, CASE WHEN {part} = 0 THEN 1 ELSE {part} END), '') END)");
    }

    private static TranslatedExpression Padded(FunctionInvocation call, string function) =>
        Result.Text($"{function}({call.Text(0)}, CAST({Length(call, 1)} AS INTEGER), {(call.Count > 2 ? call.Text(2) : "' '")})");

    private static TranslatedExpression Position(FunctionInvocation call)
    {
        var (needle, text) = (call.Text(0), call.Text(1));
        if (call.Count == 2)
        {
            return Result.Integer($"instr({text}, {needle})");
        }

        var found = $"instr(substring({text}, {call.Integer(2)}), {needle})";
        return Result.Integer($"(CASE WHEN {found} = 0 THEN 0 ELSE {found} + {call.Integer(2)} - 1 END)");
    }

    private static TranslatedExpression Sha2(FunctionInvocation call) =>
        call.Count == 1 || call.Node(1) is NumberLiteral { Text: "256" }
            ? Result.Text($"sha256({Bytes(call)})")
            : throw new NotEmulatedException("SHA2 of other than 256 bits", call.Node(1).Position);
}
