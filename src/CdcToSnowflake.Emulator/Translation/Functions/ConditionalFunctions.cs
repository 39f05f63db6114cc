using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

internal static class ConditionalFunctions
{
    public static void Register(FunctionList list)
    {
        list.Scalar("IFF", 3, 3, c => Branches(c, [1, 2], sql => $"CASE WHEN {c.Boolean(0)} THEN {sql[0]} ELSE {sql[1]} END"));
        list.Scalar("COALESCE", 1, FunctionList.Many, c => Branches(c, [.. Enumerable.Range(0, c.Count)], sql => $"coalesce({string.Join(", ", sql)})"));
        list.Scalar("NVL IFNULL", 2, 2, c => Branches(c, [0, 1], sql => $"coalesce({sql[0]}, {sql[1]})"));
        list.Scalar("NVL2", 3, 3, c => Branches(c, [1, 2], sql => $"CASE WHEN {c.Sql(0)} IS NOT NULL THEN {sql[0]} ELSE {sql[1]} END"));
        list.Scalar("NULLIF", 2, 2, c => c.Argument(0) is var value
            ? value with { Sql = $"CASE WHEN {Equal(c, 0, 1)} THEN NULL ELSE {value.Sql} END" }
            : value);
        list.Scalar("ZEROIFNULL", 1, 1, c => c.Number(0) is var value ? value with { Sql = $"coalesce({value.Sql}, 0)" } : value);
        list.Scalar("NULLIFZERO", 1, 1, c => c.Number(0) is var value ? value with { Sql = $"nullif({value.Sql}, 0)" } : value);
        list.Scalar("EQUAL_NULL", 2, 2, c => c.Translator.IsDistinct(c.Node(0), c.Node(1), negated: true));
        list.Scalar("DECODE", 3, FunctionList.Many, Decode);
        list.Scalar("GREATEST", 1, FunctionList.Many, c => Extreme(c, "greatest", ignoreNulls: false));
        list.Scalar("LEAST", 1, FunctionList.Many, c => Extreme(c, "least", ignoreNulls: false));
        list.Scalar("GREATEST_IGNORE_NULLS", 1, FunctionList.Many, c => Extreme(c, "greatest", ignoreNulls: true));
        list.Scalar("LEAST_IGNORE_NULLS", 1, FunctionList.Many, c => Extreme(c, "least", ignoreNulls: true));
        list.Scalar("BOOLAND", 2, 2, c => Result.Boolean($"({Rounded(c, 0)} AND {Rounded(c, 1)})"));
        list.Scalar("BOOLOR", 2, 2, c => Result.Boolean($"({Rounded(c, 0)} OR {Rounded(c, 1)})"));
        list.Scalar("BOOLNOT", 1, 1, c => Result.Boolean($"(NOT {Rounded(c, 0)})"));
        list.Scalar("BOOLXOR", 2, 2, c => Result.Boolean($"({Rounded(c, 0)} <> {Rounded(c, 1)})"));
        list.Scalar("IS_NULL_VALUE", 1, 1, c => Result.Boolean($"(json_type({c.Json(0)}) = 'NULL')"));
    }

    /// <summary>BOOLAND and its like round a number before they take it for a truth value.</summary>
    private static string Rounded(FunctionInvocation call, int index) => call.Argument(index) is { Type.Kind: TypeKind.Number or TypeKind.Float } number ? $"(round({number.Sql}) <> 0)" : call.Boolean(index);

    private static string Equal(FunctionInvocation call, int left, int right)
    {
        var (a, b) = ExpressionTranslator.Comparable(call.Argument(left), call.Argument(right), call.Position);
        return $"{a} = {b}";
    }

    /// <summary>The values at these places in one type.</summary>
    private static TranslatedExpression Branches(FunctionInvocation call, IReadOnlyList<int> places, Func<List<string>, string> sql)
    {
        var values = places.Select(place => (Place: place, Value: call.Argument(place))).ToList();
        var type = CommonType.Of(values.Select(value => value.Value.Type));
        var texts = values.Select(value => Conversion.Coerce(value.Value, type, call.Node(value.Place).Position).Sql).ToList();
        return new TranslatedExpression("(" + sql(texts) + ")", type);
    }

    /// <summary>DECODE(x, search, result, …, [default]): NULL matches NULL.</summary>
    private static TranslatedExpression Decode(FunctionInvocation call)
    {
        var results = Enumerable.Range(0, call.Count).Where(i => (i >= 2 && i % 2 == 0) || (i == call.Count - 1 && i % 2 == 1)).ToList();
        return Branches(call, results, sql =>
        {
            var text = "CASE";
            for (var i = 0; i < (call.Count - 1) / 2; i++)
            {
                text += $" WHEN {call.Translator.IsDistinct(call.Node(0), call.Node((2 * i) + 1), negated: true).Sql} THEN {sql[i]}";
            }

            return text + (call.Count % 2 == 0 ? $" ELSE {sql[^1]} END" : " END");
        });
    }

    /// <summary>NULL if any value is NULL; DuckDB ignores them.</summary>
    private static TranslatedExpression Extreme(FunctionInvocation call, string function, bool ignoreNulls) => call.Arguments.Any(argument => argument.Type.IsSemiStructured)
        ? throw new NotEmulatedException($"{call.Call.Name} of VARIANT", call.Position)
        : Branches(call, [.. Enumerable.Range(0, call.Count)], sql => ignoreNulls
            ? $"{function}({string.Join(", ", sql)})"
            : $"CASE WHEN {string.Join(" AND ", sql.Select(value => value + " IS NOT NULL"))} THEN {function}({string.Join(", ", sql)}) END");
}
