using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>DuckDB's errors with Snowflake's numbers, as far as a number is known for the cause.</summary>
internal static partial class DuckErrors
{
    public static Exception Translate(DuckDBException error, string sql)
    {
        var text = FirstLine(error.Message);
        switch (error.ErrorType)
        {
            case DuckDBErrorType.Constraint when NotNull().Match(text) is { Success: true } match:
                return new SnowflakeException(100072, "22000", $"NULL result in a non-nullable column: {match.Groups[1].Value}", error);
            case DuckDBErrorType.Invalid or DuckDBErrorType.OutOfRange or DuckDBErrorType.Conversion when OutOfRange().Match(text) is { Success: true } match:
                return new SnowflakeException(100039, "22003", $"Numeric value '{match.Groups[1].Value}' is out of range", error);
            case DuckDBErrorType.Invalid or DuckDBErrorType.Conversion when NotRecognized().Match(text) is { Success: true } match:
                var isNumber = match.Groups[2].Value.StartsWith("DECIMAL", StringComparison.Ordinal) || match.Groups[2].Value is "DOUBLE" or "INT64" or "INT32";
                return new SnowflakeException(
                    isNumber ? 100038 : 100040, "22018", $"{(isNumber ? "Numeric value" : match.Groups[2].Value)} '{match.Groups[1].Value}' is not recognized", error);
            case DuckDBErrorType.Io or DuckDBErrorType.Internal or DuckDBErrorType.Fatal or DuckDBErrorType.OutOfMemory:
                return new EmulatorDatabaseException(
                    $"The embedded Snowflake's database failed: {text} Check the disk and the file; if it is damaged, begin with a new one.", error);
            default:
                return Raised(text) is var (number, state)
                    ? new SnowflakeException(number, state, text[(text.IndexOf("Error: ", StringComparison.Ordinal) + "Error: ".Length)..], error)
                    : new SnowflakeException(603, "XX000", $"SQL execution internal error: {text} (DuckDB's text: {Shortened(sql)})", error);
        }
    }

    // What the translation raises by error('…') is already Snowflake's text; the number belongs to it.
    private static (int Number, string State)? Raised(string text) => text switch
    {
        _ when !text.StartsWith("Invalid Input Error: ", StringComparison.Ordinal) => null,
        _ when text.EndsWith("is too long and would be truncated", StringComparison.Ordinal) => (100078, "22000"),
        _ when text.EndsWith("Division by zero", StringComparison.Ordinal) => (100051, "22012"),
        _ when text.EndsWith("is not recognized", StringComparison.Ordinal) => (100037, "22018"),
        _ => null,
    };

    private static string FirstLine(string message) => message.Split("\n\nLINE", 2)[0].ReplaceLineEndings(" ").Trim();

    private static string Shortened(string sql) => sql.Length <= 500 ? sql : string.Concat(sql.AsSpan(0, 500), "…");

    [GeneratedRegex("NOT NULL constraint failed: (.*)$")]
    private static partial Regex NotNull();

    [GeneratedRegex("(?:Could not cast value|Casting value) \"?([-0-9.e+]+)\"? to (?:type )?DECIMAL", RegexOptions.IgnoreCase)]
    private static partial Regex OutOfRange();

    [GeneratedRegex("Could not convert string \"(.*)\" to ([A-Z0-9(),]+)", RegexOptions.IgnoreCase)]
    private static partial Regex NotRecognized();
}
