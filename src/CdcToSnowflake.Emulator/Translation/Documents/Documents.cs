namespace CdcToSnowflake.Emulator.Translation;

/// <summary>Values of VARIANT, OBJECT and ARRAY where DuckDB would take their texts for them; others stay as they are.</summary>
internal static class Documents
{
    /// <summary>What equal values have in common, for =, GROUP BY and DISTINCT; it is the same value still.</summary>
    public static string Canonical(TranslatedExpression value) => value.Type.IsSemiStructured ? $"sf_canonical({value.Sql})" : value.Sql;

    /// <summary>What sorts as the value does.</summary>
    public static string Ordered(TranslatedExpression value) => value.Type.IsSemiStructured ? $"sf_order({value.Sql})" : value.Sql;

    /// <summary>An array of JSON values; NULL is null.</summary>
    public static string Array(IEnumerable<string> items) => $"CAST('[' || {Joined(items.Select(item => $"coalesce(CAST({item} AS VARCHAR), 'null')"))} || ']' AS JSON)";

    /// <summary>An object of keys, as texts, and JSON values; NULL is null.</summary>
    public static string Object(IEnumerable<(string Key, string Value)> members) =>
        $"CAST('{{' || {Joined(members.Select(member => $"(CAST(to_json({member.Key}) AS VARCHAR) || ':' || coalesce(CAST({member.Value} AS VARCHAR), 'null'))"))} || '}}' AS JSON)";

    private static string Joined(IEnumerable<string> texts) => string.Join(", ", texts) is { Length: > 0 } listed ? $"array_to_string([{listed}], ',')" : "''";
}
