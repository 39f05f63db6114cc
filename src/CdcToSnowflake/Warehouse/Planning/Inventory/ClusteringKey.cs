namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>A clustering key as SHOW TABLES prints it: <c>LINEAR(A, "b c", TO_DATE(D))</c>.</summary>
internal static class ClusteringKey
{
    private const string Start = "LINEAR(";

    /// <summary>Whether it is of these columns, in this order. One of expressions is of no columns.</summary>
    public static bool IsOf(string shown, IReadOnlyList<string> columns) => Parts(shown).Select(Unquoted).SequenceEqual(columns, StringComparer.Ordinal);

    private static IEnumerable<string> Parts(string shown)
    {
        string list = shown.Trim();
        list = list.StartsWith(Start, StringComparison.OrdinalIgnoreCase) && list.EndsWith(')') ? list[Start.Length..^1] : list.StartsWith('(') && list.EndsWith(')') ? list[1..^1] : list;
        int from = 0;
        int depth = 0;
        bool isQuoted = false;
        for (int at = 0; at < list.Length; at++)
        {
            isQuoted ^= list[at] == '"';
            depth += isQuoted ? 0 : list[at] == '(' ? 1 : list[at] == ')' ? -1 : 0;
            if (list[at] == ',' && !isQuoted && depth == 0)
            {
                yield return list[from..at].Trim();
                from = at + 1;
            }
        }
        if (list.Length > 0)
        {
            yield return list[from..].Trim();
        }
    }

    private static string Unquoted(string part) =>
        part.Length > 1 && part[0] == '"' && part[^1] == '"' ? part[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : part.Contains('(', StringComparison.Ordinal) ? part : part.ToUpperInvariant();
}
