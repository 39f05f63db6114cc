using System.Globalization;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>How values are written in DuckDB's text.</summary>
internal static class DuckDbText
{
    /// <summary>A string literal, or NULL; a NUL can't stand in DuckDB's text, so it is made by chr(0).</summary>
    public static string Literal(string? value)
    {
        if (value is null)
        {
            return "NULL";
        }

        var quoted = "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";
        return value.Contains('\0', StringComparison.Ordinal) ? "(" + quoted.Replace("\0", "' || chr(0) || '", StringComparison.Ordinal) + ")" : quoted;
    }

    /// <summary>An instant, to the microsecond, or NULL.</summary>
    public static string Literal(DateTimeOffset? value) =>
        value is { } instant ? "TIMESTAMPTZ '" + instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "+00'" : "NULL";
}
