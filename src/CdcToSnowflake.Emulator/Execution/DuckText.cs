namespace CdcToSnowflake.Emulator.Execution;

/// <summary>Values in DuckDB's text.</summary>
internal static class DuckText
{
    public static string Literal(string? value) => value is null ? "NULL" : "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>An instant, to the microsecond.</summary>
    public static string Literal(DateTimeOffset? value) =>
        value is { } instant ? "TIMESTAMPTZ '" + instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture) + "+00'" : "NULL";
}
