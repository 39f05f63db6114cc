using System.Globalization;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>When a scheduled task runs: every so often from its RESUME, or by a cron line.</summary>
internal abstract record TaskSchedule
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(8); // 11520 minutes, the manual's limit

    /// <summary>"CREATE TASK": the shortest SCHEDULE and TARGET_COMPLETION_INTERVAL.</summary>
    public static TimeSpan Shortest { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The first time after a time.</summary>
    public abstract DateTimeOffset Next(DateTimeOffset after, DateTimeOffset resumedOn);

    /// <summary>An interval of 10 seconds to 8 days, or <c>USING CRON m h d M w zone</c>.</summary>
    /// <exception cref="SnowflakeException">It is neither.</exception>
    public static TaskSchedule Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length > 2 && Is(words[0], "USING") && Is(words[1], "CRON"))
        {
            return CronSchedule.Parse(words[2..], text);
        }

        return Interval(text) is { } every && every >= Shortest && every <= Longest ? new IntervalSchedule(every) : throw Invalid(text);
    }

    /// <summary><c>n SECONDS|MINUTES|HOURS</c>, or one of them, or just minutes; null if it is not that.</summary>
    public static TimeSpan? Interval(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length is not (1 or 2) || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
        {
            return null;
        }

        return (words.Length == 1 ? "M" : words[1].ToUpperInvariant()) switch
        {
            "S" or "SECOND" or "SECONDS" => TimeSpan.FromSeconds(count),
            "M" or "MINUTE" or "MINUTES" => TimeSpan.FromMinutes(count),
            "H" or "HOUR" or "HOURS" => TimeSpan.FromHours(count),
            _ => null,
        };
    }

    protected static SnowflakeException Invalid(string text) => new(
        1420, "22023", $"SQL compilation error: invalid schedule '{text}'. Write 'n SECONDS', 'n MINUTES' or 'n HOURS' (10 seconds to 8 days), or 'USING CRON minute hour day month weekday zone'.");

    private static bool Is(string word, string expected) => string.Equals(word, expected, StringComparison.OrdinalIgnoreCase);
}
