using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Capture;

/// <summary>Decides which tables are taken: never the server's own.</summary>
internal sealed class TablePatterns(IReadOnlyList<string> taken, IReadOnlyList<string> excluded)
{
    private static readonly string[] ServersOwn = ["mysql", "sys", "performance_schema", "information_schema"];

    private readonly BinlogTablePatterns _patterns = new(taken, excluded);

    public bool Includes(string schema, string table) => !ServersOwn.Contains(schema, StringComparer.OrdinalIgnoreCase) && _patterns.Includes(schema, table);
}
