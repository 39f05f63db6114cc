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
            DateTime t => (DataType.TimestampNtz, t.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)),
            DateTimeOffset t => (DataType.TimestampTz, t.ToString("yyyy-MM-dd HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture)),
            TimeOnly t => (DataType.Time, t.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture)),
            TimeSpan t => (DataType.Time, t.ToString(@"hh\:mm\:ss\.ffffff", CultureInfo.InvariantCulture)),
            byte[] bytes => (DataType.Binary, Convert.ToHexString(bytes)),
            _ => throw new NotSupportedException($"A parameter's value cannot be a {value.GetType()}."),
        };
        return type.Kind == TypeKind.Binary
            ? new TranslatedExpression($"from_hex({DuckText.Literal(text)})", type)
            : new ScriptValue(type, text).AsExpression();
    }

    private static string Invariant(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
