namespace CdcToSnowflake.Emulator.Translation;

/// <summary>What a DuckDB database needs before translated text runs in it: macros, and the session's settings.</summary>
internal static class DuckDbPrelude
{
    /// <summary>Run once per database, in order; each is safe to run again.</summary>
    public static IReadOnlyList<string> Database { get; } = [];

    /// <summary>Run on each connection, in order.</summary>
    public static IReadOnlyList<string> Connection { get; } = ["SET TimeZone = 'UTC'", "SET default_null_order = 'nulls_last_on_asc_first_on_desc'"];
}
