using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture.Statements;

namespace CdcToSnowflake.Capture;

/// <summary>Decides which tables are taken: never the server's own, and those of online schema changes only if they are asked for.</summary>
internal sealed class TablePatterns(IReadOnlyList<string> taken, IReadOnlyList<string> excluded)
{
    private static readonly string[] ServersOwn = ["mysql", "sys", "performance_schema", "information_schema"];

    // By gh-ost's manual ("Cheatsheet") and pt-online-schema-change's (--new-table-name; the old table's name is made likewise).
    private static readonly string[] Shadows = ["*._*_gho", "*._*_ghc", "*._*_del", "*._*_new", "*._*_old"];

    private static readonly BinlogTablePatterns OfShadows = new(Shadows, []);

    private readonly BinlogTablePatterns _patterns = new(taken, excluded);

    /// <summary>The tables that a capture takes.</summary>
    public TablePatterns(CaptureOptions options)
        : this(options.Taken, options.IncludesShadowTables ? options.ExcludedTables : [.. options.ExcludedTables, .. Shadows])
    {
    }

    /// <summary>Whether an online schema change names tables so.</summary>
    public static bool IsShadow(TableName name) => OfShadows.Includes(name.Schema, name.Table);

    public bool Includes(string schema, string table) => !ServersOwn.Contains(schema, StringComparer.OrdinalIgnoreCase) && _patterns.Includes(schema, table);
}
