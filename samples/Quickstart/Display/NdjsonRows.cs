using System.Data.Common;
using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Quickstart.Display;

/// <summary>Prints a query's rows as one JSON object per line; nothing of a value is lost on the way.</summary>
internal static class NdjsonRows
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static async Task PrintAsync(DbDataSource snowflake, string sql, Stream output, CancellationToken cancellationToken)
    {
        await using var connection = await snowflake.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await using var buffer = new BufferedStream(output, 1 << 16);
        await using var json = new Utf8JsonWriter(buffer, Options);
        while (await reader.ReadAsync(cancellationToken))
        {
            json.WriteStartObject();
            for (int i = 0; i < reader.FieldCount; i++)
            {
                json.WritePropertyName(reader.GetName(i));
                Write(json, reader.GetValue(i), reader.GetDataTypeName(i));
            }

            json.WriteEndObject();
            json.Flush();
            json.Reset();
            buffer.WriteByte((byte)'\n');
        }
    }

    private static void Write(Utf8JsonWriter json, object value, string type)
    {
        switch (value)
        {
            case DBNull:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case string text when IsSemiStructured(type):
                json.WriteRawValue(OneLine(text), skipInputValidation: true);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case BigInteger or decimal or sbyte or byte or short or ushort or int or uint or long or ulong or Int128 or UInt128:
                json.WriteRawValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), skipInputValidation: true);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case DateTimeOffset time:
                json.WriteStringValue(time.ToString("yyyy-MM-ddTHH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture));
                break;
            case DateTime time when type.Equals("DATE", StringComparison.OrdinalIgnoreCase):
                json.WriteStringValue(time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case DateTime time:
                json.WriteStringValue(time.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture));
                break;
            case DateOnly date:
                json.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                json.WriteStringValue(Convert.ToHexString(bytes));
                break;
            case System.Collections.IEnumerable numbers: // VECTOR
                json.WriteStartArray();
                foreach (object number in numbers)
                {
                    Write(json, number, "");
                }

                json.WriteEndArray();
                break;
            case float number when float.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            default: // NaN and the infinities have no JSON number
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static bool IsSemiStructured(string type) =>
        type.StartsWith("VARIANT", StringComparison.OrdinalIgnoreCase) || type.StartsWith("OBJECT", StringComparison.OrdinalIgnoreCase)
        || type.StartsWith("ARRAY", StringComparison.OrdinalIgnoreCase) || type.StartsWith("JSON", StringComparison.OrdinalIgnoreCase);

    // Between JSON's tokens a line break is allowed, in NDJSON it isn't; inside strings it is written as \n anyway.
    private static string OneLine(string json) => json.AsSpan().IndexOfAny('\r', '\n') < 0 ? json : json.ReplaceLineEndings(" ");
}
