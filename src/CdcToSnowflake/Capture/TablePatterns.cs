using System.IO.Enumeration;

namespace CdcToSnowflake.Capture;

/// <summary>Decides which tables are taken.</summary>
internal sealed class TablePatterns
{
    private static readonly string[] ServersOwn = ["mysql", "sys", "performance_schema", "information_schema"];

    private readonly (string Schema, string Table)[] _taken;
    private readonly (string Schema, string Table)[] _excluded;

    public TablePatterns(IReadOnlyList<string> taken, IReadOnlyList<string> excluded)
    {
        _taken = [.. taken.Select(Split)];
        _excluded = [.. excluded.Select(Split)];
    }

    public bool Includes(string schema, string table) =>
        !ServersOwn.Contains(schema, StringComparer.OrdinalIgnoreCase) && Any(_taken, schema, table) && !Any(_excluded, schema, table);

    private static bool Any((string Schema, string Table)[] patterns, string schema, string table)
    {
        foreach (var pattern in patterns)
        {
            if (Matches(pattern.Schema, schema) && Matches(pattern.Table, table))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name);

    private static (string Schema, string Table) Split(string pattern)
    {
        var dot = pattern.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot < pattern.Length - 1
            ? (pattern[..dot], pattern[(dot + 1)..])
            : throw new ArgumentException($"The table pattern '{pattern}' isn't of the form schema.table, such as shop.* or *.orders.", nameof(pattern));
    }
}
