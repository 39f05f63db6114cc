using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

internal static class DateFunctions
{
    public static void Register(FunctionList list)
    {
        list.Scalar("DATEADD TIMEADD TIMESTAMPADD", 3, 3, Add);
        list.Scalar("DATEDIFF TIMEDIFF TIMESTAMPDIFF", 3, 3, Difference);
        list.Scalar("DATE_TRUNC", 2, 2, c => Truncate(c.Timestamp(1), c.Part(0), c));
        list.Scalar("DATE_PART", 2, 2, c => Part(c.Part(0), c.Timestamp(1), c));
        foreach (var (names, part) in new[]
                 {
                     ("YEAR", "year"), ("MONTH", "month"), ("DAY DAYOFMONTH", "day"), ("QUARTER", "quarter"), ("HOUR", "hour"), ("MINUTE", "minute"), ("SECOND", "second"),
                     ("WEEK WEEKOFYEAR", "week"), ("WEEKISO", "weekiso"), ("DAYOFWEEK", "dayofweek"), ("DAYOFWEEKISO", "dayofweekiso"), ("DAYOFYEAR", "dayofyear"),
                     ("YEAROFWEEK", "yearofweek"), ("YEAROFWEEKISO", "yearofweekiso"),
                 })
        {
            list.Scalar(names, 1, 1, c => Part(part, c.Timestamp(0), c));
        }

        list.Scalar("DAYNAME", 1, 1, c => Result.Text($"strftime({Local(c.Timestamp(0))}, '%a')"));
        list.Scalar("MONTHNAME", 1, 1, c => Result.Text($"strftime({Local(c.Timestamp(0))}, '%b')"));
        list.Scalar("LAST_DAY", 1, 2, LastDay);
        list.Scalar("ADD_MONTHS", 2, 2, AddMonths);
        list.Scalar("DATE_FROM_PARTS DATEFROMPARTS", 3, 3, c =>
            new TranslatedExpression($"CAST(make_date(CAST({c.Integer(0)} AS INTEGER), 1, 1) + to_months(CAST({c.Integer(1)} - 1 AS INTEGER)) + to_days(CAST({c.Integer(2)} - 1 AS INTEGER)) AS DATE)", DataType.Date));
        list.Scalar("TIMESTAMP_FROM_PARTS TIMESTAMPFROMPARTS", 2, 7, FromParts, documented: 8);
        list.Scalar("TIMESTAMP_NTZ_FROM_PARTS TIMESTAMPNTZFROMPARTS", 2, 7, FromParts);
        list.Scalar("CONVERT_TIMEZONE", 2, 3, ConvertTimezone);
    }

    /// <summary>The wall clock: of a zoned timestamp, in the session's zone (UTC).</summary>
    public static string Local(TranslatedExpression value) =>
        value.Type.Kind is TypeKind.TimestampTz or TypeKind.TimestampLtz ? $"timezone('UTC', {value.Sql})" : value.Sql;

    public static TranslatedExpression Truncate(TranslatedExpression value, string part, FunctionInvocation call)
    {
        if (value.Type.Kind == TypeKind.Time)
        {
            return value with { Sql = $"sf_truncate_time({value.Sql}, {Micros(part, call)})" };
        }

        var unit = part switch
        {
            "year" or "quarter" or "month" or "week" or "day" or "hour" or "minute" or "second" or "millisecond" or "microsecond" => part,
            "weekiso" => "week",
            _ => throw SnowflakeException.Compilation(call.Position, $"'{part}' is not a valid date/time component for function {call.Call.Name}."),
        };
        var wall = $"date_trunc('{unit}', {Local(value)})";
        return value.Type.Kind switch
        {
            TypeKind.Date => value with { Sql = $"CAST({wall} AS DATE)" },
            TypeKind.TimestampTz or TypeKind.TimestampLtz => value with { Sql = $"timezone('UTC', {wall})" },
            _ => value with { Sql = wall },
        };
    }

    private static string Micros(string part, FunctionInvocation call) => part switch
    {
        "hour" => "3600000000",
        "minute" => "60000000",
        "second" => "1000000",
        "millisecond" => "1000",
        "microsecond" => "1",
        _ => throw SnowflakeException.Compilation(call.Position, $"'{part}' is not a valid date/time component for function {call.Call.Name} of TIME."),
    };

    private static TranslatedExpression Part(string part, TranslatedExpression value, FunctionInvocation call)
    {
        var unit = part switch
        {
            "dayofweek" => "dow",
            "dayofweekiso" => "isodow",
            "dayofyear" => "doy",
            "weekiso" => "week",
            "yearofweek" or "yearofweekiso" => "isoyear",
            "year" or "quarter" or "month" or "week" or "day" or "hour" or "minute" or "second" => part,
            _ => null,
        };
        if (unit is not null)
        {
            return Result.Integer($"date_part('{unit}', {Local(value)})");
        }

        return part switch
        {
            "nanosecond" => Result.Integer($"((date_part('microsecond', {Local(value)}) % 1000000) * 1000)"),
            "epoch_second" => Result.Integer($"(epoch_us(CAST({Local(value)} AS TIMESTAMP)) // 1000000)"),
            "epoch_millisecond" => Result.Integer($"(epoch_us(CAST({Local(value)} AS TIMESTAMP)) // 1000)"),
            "epoch_microsecond" => Result.Integer($"epoch_us(CAST({Local(value)} AS TIMESTAMP))"),
            "epoch_nanosecond" => new TranslatedExpression($"(CAST(epoch_us(CAST({Local(value)} AS TIMESTAMP)) AS DECIMAL(38,0)) * 1000)", DataType.Integer),
            _ => throw new NotEmulatedException($"the date part {part}", call.Position),
        };
    }

    /// <summary>A DATE stays a DATE unless hours or less are added.</summary>
    private static TranslatedExpression Add(FunctionInvocation call)
    {
        var part = call.Part(0);
        var count = $"CAST({call.Number(1).Sql} AS BIGINT)";
        var value = call.Timestamp(2);
        var interval = part switch
        {
            "year" => $"to_years(CAST({count} AS INTEGER))",
            "quarter" => $"to_months(CAST({count} * 3 AS INTEGER))",
            "month" => $"to_months(CAST({count} AS INTEGER))",
            "week" => $"to_days(CAST({count} * 7 AS INTEGER))",
            "day" => $"to_days(CAST({count} AS INTEGER))",
            "hour" => $"to_hours({count})",
            "minute" => $"to_minutes({count})",
            "second" => $"to_seconds({count})",
            "millisecond" => $"to_milliseconds({count})",
            "microsecond" => $"to_microseconds({count})",
            _ => throw new NotEmulatedException($"{call.Call.Name} of {part}", call.Node(0).Position),
        };
        var sum = $"({value.Sql} + {interval})";
        if (value.Type.Kind != TypeKind.Date)
        {
            return value with { Sql = sum };
        }

        return DatePart.IsTime(part) ? new TranslatedExpression($"(CAST({value.Sql} AS TIMESTAMP) + {interval})", DataType.TimestampNtz) : value with { Sql = $"CAST({sum} AS DATE)" };
    }

    /// <summary>The boundaries crossed. DuckDB counts a week from the first day on, Snowflake from Monday.</summary>
    private static TranslatedExpression Difference(FunctionInvocation call)
    {
        var part = call.Part(0);
        var (from, to) = (call.Timestamp(1), call.Timestamp(2));
        var (a, b) = from.Type.Kind == to.Type.Kind ? (Local(from), Local(to)) : ($"CAST({Local(from)} AS TIMESTAMP)", $"CAST({Local(to)} AS TIMESTAMP)");
        return part switch
        {
            "week" or "weekiso" => Result.Integer($"(date_diff('day', date_trunc('week', {a}), date_trunc('week', {b})) // 7)"),
            "year" or "quarter" or "month" or "day" or "hour" or "minute" or "second" or "millisecond" or "microsecond" =>
                Result.Integer($"date_diff('{part}', {(from.Type.Kind == TypeKind.Date && DatePart.IsTime(part) ? $"CAST({a} AS TIMESTAMP)" : a)}, {(to.Type.Kind == TypeKind.Date && DatePart.IsTime(part) ? $"CAST({b} AS TIMESTAMP)" : b)})"),
            "nanosecond" => new TranslatedExpression($"(CAST(date_diff('microsecond', CAST({a} AS TIMESTAMP), CAST({b} AS TIMESTAMP)) AS DECIMAL(38,0)) * 1000)", DataType.Integer),
            _ => throw new NotEmulatedException($"{call.Call.Name} of {part}", call.Node(0).Position),
        };
    }

    private static TranslatedExpression LastDay(FunctionInvocation call)
    {
        var value = $"CAST({Local(call.Timestamp(0))} AS DATE)";
        var part = call.Count == 1 ? "month" : call.Part(1);
        var next = part switch
        {
            "month" => "to_months(1)",
            "quarter" => "to_months(3)",
            "year" => "to_years(1)",
            "week" => "to_days(7)",
            _ => throw SnowflakeException.Compilation(call.Position, $"'{part}' is not a valid date/time component for function LAST_DAY."),
        };
        return new TranslatedExpression($"CAST(date_trunc('{part}', {value}) + {next} - to_days(1) AS DATE)", DataType.Date);
    }

    /// <summary>The last day of a month goes to the last day of a month.</summary>
    private static TranslatedExpression AddMonths(FunctionInvocation call)
    {
        var value = call.Timestamp(0);
        var (day, months) = ($"CAST({Local(value)} AS DATE)", $"to_months(CAST({call.Number(1).Sql} AS INTEGER))");
        var moved = $"CAST({day} + {months} AS DATE)";
        var toTheLast = $"to_days(CASE WHEN {day} = last_day({day}) THEN CAST(last_day({moved}) - {moved} AS INTEGER) ELSE 0 END)";
        return value with { Sql = $"CAST({value.Sql} + {months} + {toTheLast} AS {DuckDbType.Of(value.Type)})" };
    }

    /// <summary>Of a date and a time, or of numbers, also beyond their ranges. DuckDB keeps six digits of a second.</summary>
    private static TranslatedExpression FromParts(FunctionInvocation call)
    {
        if (call.Count == 2)
        {
            return new TranslatedExpression($"({call.As(0, DataType.Date)} + {call.As(1, DataType.Time)})", DataType.TimestampNtz);
        }

        if (call.Count < 6)
        {
            throw call.WrongCount(isFew: true);
        }

        var micros = call.Count == 7 ? $" + to_microseconds({call.Integer(6)} // 1000)" : string.Empty;
        return new TranslatedExpression(
            $"(CAST(make_date(CAST({call.Integer(0)} AS INTEGER), 1, 1) AS TIMESTAMP) + to_months(CAST({call.Integer(1)} - 1 AS INTEGER)) + to_days(CAST({call.Integer(2)} - 1 AS INTEGER))"
            + $" + to_hours({call.Integer(3)}) + to_minutes({call.Integer(4)}) + to_seconds({call.Integer(5)}){micros})",
            DataType.TimestampNtz);
    }

    /// <summary>Of three arguments a wall clock; of two a TIMESTAMP_TZ, which can have no other offset than +00:00 here. The session's zone is UTC.</summary>
    private static TranslatedExpression ConvertTimezone(FunctionInvocation call)
    {
        if (call.Count == 3)
        {
            return new TranslatedExpression($"timezone({call.Text(1)}, timezone({call.Text(0)}, CAST({call.Timestamp(2).Sql} AS TIMESTAMP)))", DataType.TimestampNtz);
        }

        if (call.Literal(0) is not ("UTC" or "Etc/UTC"))
        {
            var zone = call.Literal(0) is { } literal ? DuckDbText.Literal(literal) : "zone";
            throw new NotEmulatedException("CONVERT_TIMEZONE of two arguments to another zone than UTC", call.Position, $"Write CONVERT_TIMEZONE('UTC', {zone}, value::TIMESTAMP_NTZ), a wall clock without its offset.");
        }

        return new TranslatedExpression(call.As(1, DataType.TimestampLtz), DataType.TimestampTz);
    }
}
