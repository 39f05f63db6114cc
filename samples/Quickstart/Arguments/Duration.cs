using System.Globalization;

namespace Quickstart.Arguments;

/// <summary>A time as the user writes it: seconds, or a number with ms, s, m or h.</summary>
internal static class Duration
{
    private static readonly (string Suffix, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("", 1)];

    public static TimeSpan? Parse(string option, string? text, bool orZero = false)
    {
        if (text is null)
        {
            return null;
        }

        var (suffix, unit) = Units.First(u => text.EndsWith(u.Suffix, StringComparison.Ordinal));
        bool isNumber = double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out double number);
        // A day is far beyond any use, and keeps the sum away from TimeSpan's and the timers' ends.
        return isNumber && (number > 0 || (orZero && number == 0)) && number * unit <= 86400
            ? TimeSpan.FromSeconds(number * unit)
            : throw new UsageException($"{option} '{text}' isn't a time {(orZero ? "from" : "above")} zero and up to a day; write seconds, such as 5 or 0.5, or 500ms, 5s, 2m.");
    }
}
