using System.Globalization;
using System.Numerics;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Server;

/// <summary>A .NET value as a literal of the nearest type.</summary>
internal static class BindValue
{
    public static TranslatedExpression Of(object? value)
    {
        var (type, text) = value switch
        {
            null or DBNull => (DataType.Varchar, null),
            bool b => (DataType.Boolean, b ? "true" : "false"),
            string s => (DataType.Varchar, s),
            char c => (DataType.Varchar, c.ToString()),
            Guid g => (DataType.Varchar, g.ToString()),
            byte or sbyte or short or ushort or int or uint or long or ulong or BigInteger => (DataType.Integer, Invariant(value)),
            decimal d => (DataType.Number(38, d.Scale), Invariant(d)),
            double d => (DataType.Float, d.ToString("R", CultureInfo.InvariantCulture)),
            float f => (DataType.Float, ((double)f).ToString("R", CultureInfo.InvariantCulture)),
            DateOnly d => (DataType.Date, d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            DateTime t => (DataType.TimestampNtz, Whole(t.Ticks, t).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)),
            DateTimeOffset { Offset: var offset } when offset != TimeSpan.Zero => throw new NotEmulatedException("a TIMESTAMP_TZ at an offset other than +00:00", default, "Bind it at UTC."),
            DateTimeOffset t => (DataType.TimestampTz, Whole(t.Ticks, t).ToString("yyyy-MM-dd HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture)),
            TimeOnly t => (DataType.Time, Whole(t.Ticks, t).ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture)),
            TimeSpan { Ticks: < 0 or >= TimeSpan.TicksPerDay } => throw new SnowflakeException(100108, "22007", $"Time '{value}' is not recognized"),
            TimeSpan t => (DataType.Time, Whole(t.Ticks, t).ToString(@"hh\:mm\:ss\.ffffff", CultureInfo.InvariantCulture)),
            byte[] bytes => (DataType.Binary, Convert.ToHexString(bytes)),
            _ => throw new NotSupportedException($"A parameter's value cannot be a {value.GetType()}."),
        };
        return type.Kind == TypeKind.Binary
            ? new TranslatedExpression($"from_hex({DuckDbText.Literal(text)})", type)
            : new ScriptValue(type, text).AsExpression();
    }

    // DuckDB keeps microseconds.
    private static T Whole<T>(long ticks, T value) => ticks % TimeSpan.TicksPerMicrosecond == 0 ? value : throw new NotEmulatedException("parts of a microsecond");

    private static string Invariant(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
