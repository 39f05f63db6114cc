using System.Text.RegularExpressions;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>Dates plus days, dates minus dates, and INTERVAL literals.</summary>
internal static partial class DateArithmetic
{
    /// <summary>null if neither side is a date or timestamp.</summary>
    public static TranslatedExpression? TryCombine(BinaryOperator operation, TranslatedExpression left, TranslatedExpression right, TextPosition position)
    {
        var (leftDate, rightDate) = (left.Type.Kind == TypeKind.Date, right.Type.Kind == TypeKind.Date);
        if (leftDate && rightDate && operation == BinaryOperator.Subtract)
        {
            return new TranslatedExpression($"date_diff('day', {right.Sql}, {left.Sql})", DataType.Number(9, 0));
        }

        if (leftDate && right.Type.Kind == TypeKind.Number && operation is BinaryOperator.Add or BinaryOperator.Subtract)
        {
            return new TranslatedExpression($"({left.Sql} {(operation == BinaryOperator.Add ? '+' : '-')} CAST({right.Sql} AS INTEGER))", DataType.Date);
        }

        if (rightDate && left.Type.Kind == TypeKind.Number && operation == BinaryOperator.Add)
        {
            return new TranslatedExpression($"({right.Sql} + CAST({left.Sql} AS INTEGER))", DataType.Date);
        }

        return leftDate || rightDate || left.Type.IsTimestamp || right.Type.IsTimestamp
            ? throw SnowflakeException.Compilation(position, $"invalid argument types for this operator: ({left.Type}, {right.Type}).")
            : null;
    }

    public static TranslatedExpression AddInterval(TranslatedExpression value, IntervalLiteral interval, bool negative, TextPosition position)
    {
        if (value.Type.Kind == TypeKind.Varchar)
        {
            value = Conversion.Cast(value, DataType.TimestampNtz, position);
        }

        if (value.Type.Kind is not (TypeKind.Date or TypeKind.Time) && !value.Type.IsTimestamp)
        {
            throw SnowflakeException.Compilation(position, $"an INTERVAL beside a value of type {value.Type}.");
        }

        var (text, timed) = Read(interval);
        var sql = $"({value.Sql} {(negative ? '-' : '+')} INTERVAL '{text}')";
        return value.Type.Kind == TypeKind.Date
            ? timed ? new TranslatedExpression(sql, DataType.TimestampNtz) : new TranslatedExpression($"CAST({sql} AS DATE)", DataType.Date)
            : new TranslatedExpression(sql, value.Type);
    }

    private static (string Text, bool Timed) Read(IntervalLiteral interval)
    {
        var parts = new List<string>();
        var timed = false;
        foreach (var part in interval.Value.Split(',', StringSplitOptions.TrimEntries))
        {
            var match = IntervalPart().Match(part);
            var unit = match.Success ? DatePart.TryParse(match.Groups[2].Value.Length == 0 ? "second" : match.Groups[2].Value) : null;
            if (unit is null)
            {
                throw SnowflakeException.Compilation(interval.Position, $"invalid interval '{interval.Value}'.");
            }

            parts.Add(match.Groups[1].Value + " " + unit);
            timed |= DatePart.IsTime(unit);
        }

        return (string.Join(' ', parts), timed);
    }

    [GeneratedRegex(@"^([+-]?[0-9]+)\s*([A-Za-z]*)$")]
    private static partial Regex IntervalPart();
}
