using System.Globalization;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Server.Http;

/// <summary>A request's bindings as the values of ? and :name. From the manual's "Submitting a request to execute SQL statements".</summary>
internal static class WireBinding
{
    private const long NanosPerMicro = 1000;
    private const string UtcOffset = "1440";

    public static StatementBinds Of(SubmittedRequest request)
    {
        var values = request.Bindings.ToDictionary(binding => binding.Key, binding => Value(binding.Value.Type, binding.Value.Value), StringComparer.OrdinalIgnoreCase);
        var positional = new List<TranslatedExpression>();
        while (values.TryGetValue((positional.Count + 1).ToString(CultureInfo.InvariantCulture), out var next))
        {
            positional.Add(next);
        }

        return new StatementBinds(positional, name => values.GetValueOrDefault(name));
    }

    private static TranslatedExpression Value(string type, string? text)
    {
        try
        {
            var (dataType, literal) = type.ToUpperInvariant() switch
            {
                "FIXED" => (DataType.Number(38, text is null ? 0 : Fraction(text)), text),
                "REAL" => (DataType.Float, text),
                "TEXT" or "BINARY" => (DataType.Varchar, text),
                "BOOLEAN" => (DataType.Boolean, text is null ? null : bool.Parse(text) ? "true" : "false"),
                "DATE" => (DataType.Date, Ticks(text, 1, TimeSpan.TicksPerMillisecond)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                "TIME" => (DataType.Time, Micros(text)?.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture)),
                "TIMESTAMP_NTZ" => (DataType.TimestampNtz, Micros(text)?.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)),
                "TIMESTAMP_LTZ" => (DataType.TimestampLtz, Micros(text)?.ToString("yyyy-MM-dd HH:mm:ss.ffffff+00:00", CultureInfo.InvariantCulture)),
                "TIMESTAMP_TZ" => (DataType.TimestampTz, Micros(AtUtc(text))?.ToString("yyyy-MM-dd HH:mm:ss.ffffff+00:00", CultureInfo.InvariantCulture)),
                _ => throw new NotEmulatedException($"the binding type {type}"),
            };
            return new ScriptValue(dataType, literal).AsExpression();
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new SnowflakeException(100037, "22018", $"{type} value '{text}' is not recognized", e);
        }
    }

    private static int Fraction(string text)
    {
        _ = decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) || System.Numerics.BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? true
            : throw new FormatException("No number.");
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? 0 : text.Length - point - 1;
    }

    // Nanoseconds and the offset's minutes + 1440; columns keep UTC's only.
    private static string? AtUtc(string? text) => text?.Split(' ') switch
    {
        null => null,
        [var nanos, .. [] or [UtcOffset]] => nanos,
        [_, _] => throw new NotEmulatedException("a TIMESTAMP_TZ at an offset other than +00:00", default, "Bind it at UTC."),
        _ => throw new FormatException("No TIMESTAMP_TZ."),
    };

    private static DateTime? Micros(string? nanos) => Ticks(nanos, NanosPerMicro, TimeSpan.TicksPerMicrosecond);

    private static DateTime? Ticks(string? text, long unit, long ticks)
    {
        if (text is null)
        {
            return null;
        }

        var value = Int128.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return value % unit == 0 ? DateTime.UnixEpoch.AddTicks((long)(value / unit) * ticks) : throw new NotEmulatedException("parts of a microsecond");
    }
}
