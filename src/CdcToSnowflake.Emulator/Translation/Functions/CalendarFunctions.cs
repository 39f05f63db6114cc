using System.Globalization;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>Slices of time, months between two days, weekdays before and after one.</summary>
internal static class CalendarFunctions
{
    // Slices are counted from here on; those of weeks from the Monday of that day's week.
    private const string Origin = "1970-01-01";
    private const string OriginOfWeeks = "1969-12-29";

    private const string Days = "WHEN 'mo' THEN 1 WHEN 'tu' THEN 2 WHEN 'we' THEN 3 WHEN 'th' THEN 4 WHEN 'fr' THEN 5 WHEN 'sa' THEN 6 WHEN 'su' THEN 7";

    public static void Register(FunctionList list)
    {
        list.Scalar("TIME_SLICE", 3, 4, Slice);
        list.Scalar("MONTHS_BETWEEN", 2, 2, MonthsBetween);
        list.Scalar("NEXT_DAY", 2, 2, c => Weekday(c, (day, wanted) => $"{day} + CAST(({wanted} - isodow({day}) + 6) % 7 + 1 AS INTEGER)"));
        list.Scalar("PREVIOUS_DAY", 2, 2, c => Weekday(c, (day, wanted) => $"{day} - CAST((isodow({day}) - {wanted} + 6) % 7 + 1 AS INTEGER)"));
    }

    private static TranslatedExpression Slice(FunctionInvocation call)
    {
        var value = call.Timestamp(0);
        if (value.Type.Kind is not (TypeKind.Date or TypeKind.TimestampNtz))
        {
            throw SnowflakeException.Compilation(call.Position, $"TIME_SLICE takes a DATE or a TIMESTAMP_NTZ, not a {value.Type}: cast it.");
        }

        if (call.Node(1) is not NumberLiteral written)
        {
            throw new NotEmulatedException("TIME_SLICE with a length that is no number literal", call.Node(1).Position);
        }

        if (!int.TryParse(written.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length < 1)
        {
            throw SnowflakeException.Compilation(written.Position, $"the slice length of TIME_SLICE must be an integer of at least 1, not {written.Text}.");
        }

        var part = call.Part(2);
        var width = part switch
        {
            "year" => $"to_years({length})",
            "quarter" => $"to_quarters({length})",
            "month" => $"to_months({length})",
            "week" => $"to_weeks({length})",
            "day" => $"to_days({length})",
            "hour" or "minute" or "second" when value.Type.Kind == TypeKind.TimestampNtz => $"to_{part}s({length})",
            _ => throw SnowflakeException.Compilation(call.Position, $"'{part}' is not a valid date/time component for function TIME_SLICE."),
        };
        var isEnd = call.Count == 4 && call.RequiredLiteral(3, "a start or end").ToUpperInvariant() switch
        {
            "START" => false,
            "END" => true,
            var other => throw SnowflakeException.Compilation(call.Node(3).Position, $"TIME_SLICE gives the START or the END of a slice, not '{other}'."),
        };
        var start = $"time_bucket({width}, CAST({value.Sql} AS TIMESTAMP), TIMESTAMP '{(part == "week" ? OriginOfWeeks : Origin)}')";
        return value with { Sql = $"CAST({start}{(isEnd ? " + " + width : "")} AS {DuckDbType.Of(value.Type)})" };
    }

    /// <summary>Of the same day of two months, and of the last days of two, the months are whole; else a month has 31 days.</summary>
    private static TranslatedExpression MonthsBetween(FunctionInvocation call)
    {
        var (a, b) = (DateFunctions.Local(call.Timestamp(0)), DateFunctions.Local(call.Timestamp(1)));
        (a, b) = ($"CAST({a} AS TIMESTAMP)", $"CAST({b} AS TIMESTAMP)");
        return Result.Float(
            $"(CAST(12 * (year({a}) - year({b})) + month({a}) - month({b}) AS DOUBLE)"
            + $" + CASE WHEN day({a}) = day({b}) OR (CAST({a} AS DATE) = last_day({a}) AND CAST({b} AS DATE) = last_day({b})) THEN 0"
            + $" ELSE (day({a}) - day({b}) + (epoch({a} - date_trunc('day', {a})) - epoch({b} - date_trunc('day', {b}))) / 86400.0) / 31 END)");
    }

    private static TranslatedExpression Weekday(FunctionInvocation call, Func<string, string, string> other)
    {
        var name = call.Text(1);
        var wanted = $"CASE lower(left(ltrim({name}), 2)) {Days} ELSE CASE WHEN {name} IS NOT NULL THEN error('''' || {name} || ''' is no day of the week for function {call.Call.Name}') END END";
        return new TranslatedExpression($"CAST({other($"CAST({DateFunctions.Local(call.Timestamp(0))} AS DATE)", $"({wanted})")} AS DATE)", DataType.Date);
    }
}
