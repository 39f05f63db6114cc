using System.Text;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>Snowflake's date and time formats (page "Date &amp; time input and output formats") as strftime's.</summary>
internal static class TimeFormat
{
    // Longest first where one begins another.
    private static readonly (string Snowflake, string Output, string Input)[] Elements =
    [
        ("YYYY", "%Y", "%Y"), ("YY", "%y", "%y"), ("MMMM", "%B", "%B"), ("MON", "%b", "%b"), ("MM", "%m", "%m"), ("MI", "%M", "%M"), ("DD", "%d", "%d"), ("DY", "%a", "%a"),
        ("HH24", "%H", "%H"), ("HH12", "%I", "%I"), ("AM", "%p", "%p"), ("PM", "%p", "%p"), ("SS", "%S", "%S"),
        ("FF0", "", ""), ("FF3", "%g", "%f"), ("FF6", "%f", "%f"), ("FF9", "%n", "%f"), ("FF", "%n", "%f"),
        ("TZH:TZM", "+00:00", "%z"), ("TZHTZM", "+0000", "%z"), ("TZH", "+00", "%z"), ("T", "T", "T"),
    ];

    public static bool HasZone(string format) => format.Contains("TZH", StringComparison.OrdinalIgnoreCase);

    public static bool EndsInZone(string format) => format.TrimEnd().EndsWith("TZM", StringComparison.OrdinalIgnoreCase) || format.TrimEnd().EndsWith("TZH", StringComparison.OrdinalIgnoreCase);

    public static string Translate(string format, bool input, TextPosition position)
    {
        var result = new StringBuilder();
        for (var at = 0; at < format.Length;)
        {
            var rest = format.AsSpan(at);
            if (rest[0] == '"')
            {
                var end = format.IndexOf('"', at + 1);
                end = end < 0 ? format.Length : end;
                result.Append(format, at + 1, end - at - 1);
                at = Math.Min(end + 1, format.Length);
                continue;
            }

            var found = Find(rest);
            if (found.Snowflake is null && char.IsAsciiLetter(rest[0]))
            {
                throw new NotEmulatedException($"the date format element '{rest[..Math.Min(4, rest.Length)]}'", position);
            }

            if (found.Snowflake is null)
            {
                result.Append(rest[0] == '%' ? "%%" : rest[..1]);
                at++;
                continue;
            }

            if (found.Snowflake.StartsWith("FF", StringComparison.Ordinal) && rest.Length > found.Snowflake.Length && char.IsAsciiDigit(rest[found.Snowflake.Length]))
            {
                // FF1, FF2, FF4 …: any number of digits is read, but strftime can't write so many.
                result.Append(input ? "%f" : throw new NotEmulatedException($"writing the date format element '{rest[..3]}'", position));
                at += 3;
                continue;
            }

            result.Append(input ? found.Input : found.Output);
            at += found.Snowflake.Length;
        }

        return result.ToString();
    }

    private static (string Snowflake, string Output, string Input) Find(ReadOnlySpan<char> rest)
    {
        foreach (var element in Elements)
        {
            if (rest.StartsWith(element.Snowflake, StringComparison.OrdinalIgnoreCase))
            {
                return element;
            }
        }

        return default;
    }
}
