using System.Globalization;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>One field of a cron line.</summary>
internal sealed class CronField
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private ulong _values;
    private ulong _lasts;

    private CronField(bool isAny) => IsAny = isAny;

    /// <summary>Whether it begins with *, and so leaves the choice of days to the other field.</summary>
    public bool IsAny { get; }

    /// <summary>L as a day: the last of the month.</summary>
    public bool HasLast { get; private set; }

    public bool Has(int value) => (_values & (1UL << value)) != 0;

    /// <summary>5L as a weekday: the last Friday of the month.</summary>
    public bool IsLast(int weekday) => (_lasts & (1UL << weekday)) != 0;

    /// <summary>null: it is not one.</summary>
    public static CronField? Parse(string text, CronFieldKind kind)
    {
        var field = new CronField(text.StartsWith('*'));
        return text.Split(',').All(part => field.Add(part, kind)) ? field : null;
    }

    private bool Add(string part, CronFieldKind kind)
    {
        var (low, high) = kind switch
        {
            CronFieldKind.Minute => (0, 59),
            CronFieldKind.Hour => (0, 23),
            CronFieldKind.Day => (1, 31),
            CronFieldKind.Month => (1, 12),
            _ => (0, 6),
        };
        if (part.EndsWith('L') && kind is CronFieldKind.Day or CronFieldKind.Weekday && AddLast(part[..^1], kind))
        {
            return true;
        }

        var step = part.Split('/');
        var range = step[0].Split('-');
        var by = step.Length == 2 ? Plain(step[1]) : 1;
        var from = step[0] == "*" ? low : Number(range[0], low, high, kind);
        var to = step[0] == "*" ? high : range.Length == 2 ? Number(range[1], low, high, kind) : step.Length == 2 ? high : from;
        if (step.Length > 2 || range.Length > 2 || by is not > 0 || from is null || to is null || from > to)
        {
            return false;
        }

        for (var value = from.Value; value <= to; value += by.Value)
        {
            _values |= 1UL << value;
        }

        return true;
    }

    private bool AddLast(string before, CronFieldKind kind)
    {
        if (kind == CronFieldKind.Day)
        {
            return HasLast = before.Length == 0;
        }

        if (Number(before, 0, 6, kind) is not { } weekday)
        {
            return false;
        }

        _lasts |= 1UL << weekday;
        return true;
    }

    private static int? Number(string word, int low, int high, CronFieldKind kind)
    {
        var names = kind == CronFieldKind.Month ? Months : kind == CronFieldKind.Weekday ? Weekdays : [];
        var index = Array.FindIndex(names, name => string.Equals(name, word, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index + low : Plain(word) is { } value && value >= low && value <= high ? value : null;
    }

    private static int? Plain(string word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
