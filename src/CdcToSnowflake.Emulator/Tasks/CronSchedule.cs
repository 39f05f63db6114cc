using System.Globalization;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>A cron line of five fields: *, n, a-b, */n and lists of them; names of months and weekdays; L is refused, and any zone but UTC.</summary>
internal sealed record CronSchedule : TaskSchedule
{
    // Two years always hold a 29 February's weekday pattern or nothing ever matches.
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(366 * 8);
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _days;
    private readonly ulong _months;
    private readonly ulong _weekdays;
    private readonly bool _eitherDay;

    private CronSchedule(string[] fields, string text)
    {
        _minutes = Field(fields[0], 0, 59, [], text);
        _hours = Field(fields[1], 0, 23, [], text);
        _days = Field(fields[2], 1, 31, [], text);
        _months = Field(fields[3], 1, 12, Months, text);
        _weekdays = Field(fields[4], 0, 6, Weekdays, text);

        // As in Vixie's cron: with both fields given, either day will do.
        _eitherDay = fields[2][0] != '*' && fields[4][0] != '*';
    }

    public static CronSchedule Parse(string[] words, string text)
    {
        if (words.Length != 6)
        {
            throw Invalid(text);
        }

        return words[5].ToUpperInvariant() is "UTC" or "ETC/UTC" ? new CronSchedule(words, text) : throw new NotEmulatedException($"cron in the zone {words[5]}");
    }

    public override DateTimeOffset Next(DateTimeOffset after, DateTimeOffset resumedOn)
    {
        var end = after + Horizon;
        var at = new DateTime(after.UtcDateTime.Ticks - (after.UtcDateTime.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Utc).AddMinutes(1);
        while (at < end.UtcDateTime)
        {
            if (!Has(_months, at.Month) || !IsDay(at))
            {
                at = at.Date.AddDays(1);
            }
            else if (!Has(_hours, at.Hour))
            {
                at = at.Date.AddHours(at.Hour + 1);
            }
            else if (!Has(_minutes, at.Minute))
            {
                at = at.AddMinutes(1);
            }
            else
            {
                return new DateTimeOffset(at);
            }
        }

        return DateTimeOffset.MaxValue;
    }

    private bool IsDay(DateTime at)
    {
        var (day, weekday) = (Has(_days, at.Day), Has(_weekdays, (int)at.DayOfWeek));
        return _eitherDay ? day || weekday : day && weekday;
    }

    private static bool Has(ulong set, int value) => (set & (1UL << value)) != 0;

    private static ulong Field(string field, int low, int high, string[] names, string text)
    {
        var set = 0UL;
        foreach (var part in field.Split(','))
        {
            var step = part.Split('/');
            var range = step[0].Split('-');
            var from = step[0] == "*" ? low : Number(range[0], low, high, names, text);
            var to = step[0] == "*" ? high : range.Length == 2 ? Number(range[1], low, high, names, text) : step.Length == 2 ? high : from;
            var by = step.Length == 2 ? Number(step[1], 1, high, [], text) : 1;
            if (step.Length > 2 || range.Length > 2 || from > to)
            {
                throw Invalid(text);
            }

            for (var value = from; value <= to; value += by)
            {
                set |= 1UL << value;
            }
        }

        return set;
    }

    private static int Number(string word, int low, int high, string[] names, string text)
    {
        var index = Array.FindIndex(names, name => string.Equals(name, word, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            return index + low;
        }

        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= low && (value <= high || (high == 6 && value == 7)))
        {
            return high == 6 && value == 7 ? 0 : value; // 7 is Sunday too
        }

        throw word.Contains('L', StringComparison.OrdinalIgnoreCase) ? new NotEmulatedException("L in a cron line") : Invalid(text);
    }
}
