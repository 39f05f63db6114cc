using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

internal static class SemiStructuredFunctions
{
    public static void Register(FunctionList list)
    {
        list.Scalar("PARSE_JSON", 1, 1, c => Result.Variant(c.Argument(0).Type.IsSemiStructured ? c.Sql(0) : $"sf_parse_json({c.Text(0)})"), documented: 2);
        list.Scalar("TRY_PARSE_JSON", 1, 1, c => Result.Variant($"sf_try_parse_json({c.Text(0)})"), documented: 2);
        list.Scalar("TO_JSON", 1, 1, c => Result.Text($"sf_json({c.Json(0)})"));
        list.Scalar("OBJECT_CONSTRUCT", 0, FunctionList.Many, c => Construct(c, keepNull: false));
        list.Scalar("OBJECT_CONSTRUCT_KEEP_NULL", 0, FunctionList.Many, c => Construct(c, keepNull: true));
        list.Scalar("ARRAY_CONSTRUCT", 0, FunctionList.Many, c => Result.Array(Documents.Array(Enumerable.Range(0, c.Count).Select(c.Json))));
        list.Scalar("ARRAY_CONSTRUCT_COMPACT", 0, FunctionList.Many, c =>
            Result.Array($"CAST('[' || array_to_string([{string.Join(", ", Enumerable.Range(0, c.Count).Select(i => $"CAST({c.Json(i)} AS VARCHAR)"))}], ',') || ']' AS JSON)"));
        list.Scalar("ARRAY_SIZE", 1, 1, c => Result.Integer($"(CASE WHEN json_type({c.Json(0)}) = 'ARRAY' THEN json_array_length({c.Json(0)}) END)"));
        list.Scalar("ARRAY_CONTAINS", 2, 2, c => Result.Boolean($"list_contains(list_transform({Elements(c.Json(1))}, e -> CAST(sf_canonical(e) AS VARCHAR)), CAST(sf_canonical({c.Json(0)}) AS VARCHAR))"));
        list.Scalar("ARRAY_APPEND", 2, 2, c => OfArrays($"to_json(list_append({Elements(c.Json(0))}, sf_exact({c.Json(1)})))", c.Json(0)));
        list.Scalar("ARRAY_PREPEND", 2, 2, c => OfArrays($"to_json(list_prepend(sf_exact({c.Json(1)}), {Elements(c.Json(0))}))", c.Json(0)));
        list.Scalar("ARRAY_CAT", 2, 2, c => OfArrays($"to_json(list_concat({Elements(c.Json(0))}, {Elements(c.Json(1))}))", c.Json(0), c.Json(1)));
        list.Scalar("ARRAY_SLICE", 3, 3, c => Result.Array(
            $"to_json(list_slice({Elements(c.Json(0))}, CASE WHEN {c.Integer(1)} >= 0 THEN {c.Integer(1)} + 1 ELSE {c.Integer(1)} END, CASE WHEN {c.Integer(2)} >= 0 THEN {c.Integer(2)} ELSE {c.Integer(2)} - 1 END))"));
        list.Scalar("ARRAY_TO_STRING", 2, 2, c => Result.Text($"array_to_string(list_transform({Elements(c.Json(0))}, e -> coalesce(sf_variant_text(e), '')), {c.Text(1)})"));
        list.Scalar("GET", 2, 2, Get);
        list.Scalar("GET_PATH", 2, 2, c => Result.Variant($"sf_extract({c.Json(0)}, {DuckDbText.Literal(JsonPaths.FromText(c.RequiredLiteral(1, "a path"), c.Node(1).Position))})"));
        list.Scalar("TYPEOF", 1, 1, c => Result.Text($"sf_typeof({c.Json(0)})"));
        list.Scalar("OBJECT_KEYS", 1, 1, c => Result.Array($"to_json(json_keys({c.Json(0)}))"));
        list.Scalar("IS_ARRAY", 1, 1, c => Is(c, "ARRAY"));
        list.Scalar("IS_OBJECT", 1, 1, c => Is(c, "OBJECT"));
        list.Scalar("IS_VARCHAR IS_CHAR", 1, 1, c => Is(c, "VARCHAR"));
        list.Scalar("IS_BOOLEAN", 1, 1, c => Is(c, "BOOLEAN"));
        list.Scalar("IS_INTEGER", 1, 1, c => Is(c, "INTEGER"));
        list.Scalar("IS_DECIMAL", 1, 1, c => Is(c, "INTEGER", "DECIMAL"));
        list.Scalar("IS_DOUBLE IS_REAL", 1, 1, c => Is(c, "INTEGER", "DECIMAL", "DOUBLE"));
        list.Scalar("AS_VARCHAR AS_CHAR", 1, 1, c => As(c, DataType.Varchar, "VARCHAR"));
        list.Scalar("AS_INTEGER", 1, 1, c => As(c, DataType.Integer, "INTEGER"));
        list.Scalar("AS_DOUBLE AS_REAL", 1, 1, c => As(c, DataType.Float, "INTEGER", "DECIMAL", "DOUBLE"));
        list.Scalar("AS_BOOLEAN", 1, 1, c => As(c, DataType.Boolean, "BOOLEAN"));
        list.Scalar("AS_ARRAY", 1, 1, c => As(c, DataType.Array, "ARRAY"));
        list.Scalar("AS_OBJECT", 1, 1, c => As(c, DataType.Object, "OBJECT"));
        list.Scalar("STRIP_NULL_VALUE", 1, 1, c => Result.Variant($"(CASE WHEN json_type({c.Json(0)}) <> 'NULL' THEN {c.Json(0)} END)"));
    }

    /// <summary>NULL where an array is NULL; DuckDB takes it for an empty one.</summary>
    private static TranslatedExpression OfArrays(string sql, params string[] arrays) =>
        Result.Array($"(CASE WHEN {string.Join(" AND ", arrays.Select(array => array + " IS NOT NULL"))} THEN {sql} END)");

    private static string Elements(string array) => $"CAST(sf_exact({array}) AS JSON[])";

    private static string Types(string[] types) => string.Join(", ", types.Select(type => $"'{type}'"));

    private static TranslatedExpression Is(FunctionInvocation call, params string[] types) => Result.Boolean($"(sf_typeof({call.Json(0)}) IN ({Types(types)}))");

    private static TranslatedExpression As(FunctionInvocation call, DataType type, params string[] types)
    {
        var value = new TranslatedExpression(call.Json(0), DataType.Variant);
        var cast = Conversion.Cast(value, type, call.Position);
        return cast with { Sql = $"(CASE WHEN sf_typeof({value.Sql}) IN ({Types(types)}) THEN {cast.Sql} END)" };
    }

    private static TranslatedExpression Get(FunctionInvocation call) => call.Translator.Translate(new ElementExpression(call.Node(0), call.Node(1)) { Position = call.Position });

    /// <summary>Pairs of key and value. A NULL value leaves its pair out, unless it is to be kept as null.</summary>
    private static TranslatedExpression Construct(FunctionInvocation call, bool keepNull)
    {
        var pairs = call.Count == 1 && call.Node(0) is StarExpression { Qualifier: null } ? Columns(call)
            : call.Count % 2 == 0 ? Enumerable.Range(0, call.Count / 2).Select(i => (Key: call.Text(2 * i), Value: call.Argument((2 * i) + 1)))
            : throw SnowflakeException.Compilation(call.Position, $"{call.Call.Name} takes pairs of key and value.");
        var texts = pairs.Select(pair =>
        {
            var value = pair.Value.Type.Kind == TypeKind.Null ? "CAST(NULL AS VARCHAR)" : $"CAST({Conversion.Coerce(pair.Value, DataType.Variant, call.Position).Sql} AS VARCHAR)";
            return $"(CAST(to_json({pair.Key}) AS VARCHAR) || ':' || {(keepNull ? $"coalesce({value}, 'null')" : value)})";
        });
        return Result.Object($"CAST('{{' || array_to_string([{string.Join(", ", texts)}], ',') || '}}' AS JSON)");
    }

    private static IEnumerable<(string Key, TranslatedExpression Value)> Columns(FunctionInvocation call) => call.Translator.Scope.Columns
        .Where(column => column.InStar && column.Unqualified)
        .Select(column => (DuckDbText.Literal(column.Name), new TranslatedExpression(column.Sql, column.Type)));
}
