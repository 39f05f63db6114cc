namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>A cron line of five fields and a time zone: *, n, a-b, */n and lists of them; names of months and weekdays; L, the last day of the month or the last such weekday of it.</summary>
internal sealed record CronSchedule : TaskSchedule
{
    // Eight years hold a 29 February, with any weekday given, or nothing ever matches.
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(366 * 8);

    private readonly CronField _minutes;
    private readonly CronField _hours;
    private readonly CronField _days;
    private readonly CronField _months;
    private readonly CronField _weekdays;
    private readonly TimeZoneInfo _zone;

    private CronSchedule(string[] words, TimeZoneInfo zone, string text)
    {
        _minutes = CronField.Parse(words[0], CronFieldKind.Minute) ?? throw Invalid(text);
        _hours = CronField.Parse(words[1], CronFieldKind.Hour) ?? throw Invalid(text);
        _days = CronField.Parse(words[2], CronFieldKind.Day) ?? throw Invalid(text);
        _months = CronField.Parse(words[3], CronFieldKind.Month) ?? throw Invalid(text);
        _weekdays = CronField.Parse(words[4], CronFieldKind.Weekday) ?? throw Invalid(text);
        _zone = zone;
    }

    public static CronSchedule Parse(string[] words, string text) =>
        words.Length == 6 && TimeZoneInfo.TryFindSystemTimeZoneById(words[5], out var zone) ? new CronSchedule(words, zone, text) : throw Invalid(text);

    /// <remarks>Walks through UTC and looks at the zone's clock: an hour that a change of it leaves out never comes, and one that it repeats comes twice.</remarks>
    public override DateTimeOffset Next(DateTimeOffset after, DateTimeOffset resumedOn)
    {
        var end = after + Horizon;
        var at = new DateTimeOffset(after.UtcTicks - (after.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(1);
        while (at < end)
        {
            var local = TimeZoneInfo.ConvertTime(at, _zone);
            if (!_months.Has(local.Month) || !IsDay(local) || !_hours.Has(local.Hour))
            {
                at = at.AddMinutes(60 - local.Minute);
            }
            else if (!_minutes.Has(local.Minute))
            {
                at = at.AddMinutes(1);
            }
            else
            {
                return at;
            }
        }

        return DateTimeOffset.MaxValue;
    }

    // As in Vixie's cron: with both fields given, either day will do.
    private bool IsDay(DateTimeOffset local)
    {
        var last = DateTime.DaysInMonth(local.Year, local.Month);
        var day = _days.Has(local.Day) || (_days.HasLast && local.Day == last);
        var weekday = _weekdays.Has((int)local.DayOfWeek) || (_weekdays.IsLast((int)local.DayOfWeek) && local.Day > last - 7);
        return _days.IsAny || _weekdays.IsAny ? day && weekday : day || weekday;
    }
}
