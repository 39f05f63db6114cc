using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>DuckDB's errors with Snowflake's numbers, as far as a number is known for the cause.</summary>
internal static partial class DuckErrors
{
    private const string Raising = "Invalid Input Error: ";
    private const string Refusal = " is not emulated";
    private const string Unknown = "is not recognized";

    public static Exception Translate(DuckDBException error, string sql)
    {
        var text = FirstLine(error.Message);
        switch (error.ErrorType)
        {
            case DuckDBErrorType.Constraint when NotNull().Match(text) is { Success: true } match:
                return new SnowflakeException(100072, "22000", $"NULL result in a non-nullable column: {match.Groups[1].Value}", error);
            case DuckDBErrorType.Invalid or DuckDBErrorType.OutOfRange or DuckDBErrorType.Conversion when OutOfRange().Match(text) is { Success: true } match:
                return new SnowflakeException(100039, "22003", $"Numeric value '{match.Groups[1].Value}' is out of range", error);
            case DuckDBErrorType.Conversion when MalformedJson().Match(text) is { Success: true } match:
                return new SnowflakeException(100069, "22P02", $"Error parsing JSON: {match.Groups[2].Value}, pos {match.Groups[1].Value}", error);
            case DuckDBErrorType.Io or DuckDBErrorType.Internal or DuckDBErrorType.Fatal or DuckDBErrorType.OutOfMemory:
                return new EmulatorDatabaseException(
                    $"The embedded Snowflake's database failed: {text} Check the disk and the file; if it is damaged, begin with a new one.", error);
            default:
                if (!text.StartsWith(Raising, StringComparison.Ordinal))
                {
                    return new SnowflakeException(603, "XX000", $"SQL execution internal error: {text} (DuckDB's text: {Shortened(sql)})", error);
                }

                text = text[Raising.Length..];
                return text.EndsWith(Refusal, StringComparison.Ordinal) ? new NotEmulatedException(text[..^Refusal.Length])
                    : Raised(text) is var (number, state) ? new SnowflakeException(number, state, text, error)
                    : new SnowflakeException(603, "XX000", $"SQL execution internal error: {text} (DuckDB's text: {Shortened(sql)})", error);
        }
    }

    // What the translation raises by error('…') is already Snowflake's text; the number belongs to it.
    private static (int Number, string State)? Raised(string text) => text switch
    {
        _ when Is(text, "String ", "is too long and would be truncated") => (100078, "22000"),
        _ when Is(text, "Division by zero", string.Empty) => (100051, "22012"),
        _ when Is(text, "Timestamp ", Unknown) => (100035, "22007"),
        _ when Is(text, "Date ", Unknown) => (100040, "22007"),
        _ when Is(text, "Time ", Unknown) => (100108, "22007"),
        _ when Is(text, "Can't parse ", string.Empty) => (100096, "22007"),
        _ when Is(text, "Numeric value ", Unknown) => (100038, "22018"),
        _ when Is(text, "Numeric value ", "is out of range") => (100039, "22003"),
        _ when Is(text, "Failed to cast variant value ", string.Empty) => (100071, "22000"),
        _ when Is(text, "The following string is not a legal ", string.Empty) => (100115, "22000"),
        _ when Is(text, "Error parsing JSON: ", string.Empty) => (100069, "22P02"),
        _ when Is(text, "Invalid UTF8 detected", string.Empty) => (100144, "22000"),
        _ when Is(text, string.Empty, Unknown) => (100037, "22018"),
        _ => null,
    };

    private static bool Is(string text, string begin, string end) => text.StartsWith(begin, StringComparison.Ordinal) && text.EndsWith(end, StringComparison.Ordinal);

    private static string FirstLine(string message) => message.Split("\n\nLINE", 2)[0].ReplaceLineEndings(" ").Trim();

    private static string Shortened(string sql) => sql.Length <= 500 ? sql : string.Concat(sql.AsSpan(0, 500), "…");

    [GeneratedRegex("NOT NULL constraint failed: (.*)$")]
    private static partial Regex NotNull();

    // A number that its type, or a BIGINT on the way to one, has no room for.
    [GeneratedRegex("(?:(?:Could not cast value|Casting value) \"?|Type \\w+ with value |microseconds out of range: )([-0-9.e+]+|-?inf|nan)(?:\"? to (?:type )?(?:DECIMAL|INT|HUGEINT)| can't be cast|$)", RegexOptions.IgnoreCase)]
    private static partial Regex OutOfRange();

    [GeneratedRegex("Malformed JSON at byte (\\d+) of input: (.*?)\\.? +Input:")]
    private static partial Regex MalformedJson();
}
