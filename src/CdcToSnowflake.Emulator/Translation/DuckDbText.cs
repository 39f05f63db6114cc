namespace CdcToSnowflake.Emulator.Translation;

/// <summary>How values are written in DuckDB's text.</summary>
internal static class DuckDbText
{
    /// <summary>A string literal; a NUL can't stand in DuckDB's text, so it is made by chr(0).</summary>
    public static string Literal(string value)
    {
        var quoted = "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";
        return value.Contains('\0', StringComparison.Ordinal) ? "(" + quoted.Replace("\0", "' || chr(0) || '", StringComparison.Ordinal) + ")" : quoted;
    }
}
