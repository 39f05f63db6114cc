namespace CdcToSnowflake.Emulator.Tests.Flow;

/// <summary>A value of a random column.</summary>
/// <param name="Written">What a file holds, as text that DuckDB casts to the file's type; null for NULL.</param>
/// <param name="Shown">What RAW and CI show.</param>
internal sealed record RandomValue(string? Written, string Shown)
{
    public static RandomValue Null { get; } = new(null, FlowText.Null);

    /// <summary>The value as a literal of DuckDB's. All are texts: the literals of several rows would make one type otherwise, and lose digits.</summary>
    public string Literal => Written is null ? "NULL" : "'" + Written.Replace("'", "''", StringComparison.Ordinal) + "'";

    public static RandomValue Same(string text) => new(text, text);
}
