using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace CdcToSnowflake.Throughput.Boxed;

/// <summary>MySQL's binary JSON as text, the plain way: value by value into a Utf8JsonWriter. What JSON has no type for (DECIMAL, dates) becomes base64.</summary>
internal static class BoxedJson
{
    private static readonly JsonWriterOptions s_options = new() { SkipValidation = true };

    public static string Text(ReadOnlySpan<byte> document)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_options))
        {
            Value(json, document[0], document[1..]);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Value(Utf8JsonWriter json, byte type, ReadOnlySpan<byte> data)
    {
        switch (type)
        {
            case 0 or 1 or 2 or 3:
                Container(json, data, isObject: type < 2, isLarge: (type & 1) != 0);
                break;
            case 4 when data[0] == 0:
                json.WriteNullValue();
                break;
            case 4:
                json.WriteBooleanValue(data[0] == 1);
                break;
            case 5:
                json.WriteNumberValue(BinaryPrimitives.ReadInt16LittleEndian(data));
                break;
            case 6:
                json.WriteNumberValue(BinaryPrimitives.ReadUInt16LittleEndian(data));
                break;
            case 7:
                json.WriteNumberValue(BinaryPrimitives.ReadInt32LittleEndian(data));
                break;
            case 8:
                json.WriteNumberValue(BinaryPrimitives.ReadUInt32LittleEndian(data));
                break;
            case 9:
                json.WriteNumberValue(BinaryPrimitives.ReadInt64LittleEndian(data));
                break;
            case 10:
                json.WriteNumberValue(BinaryPrimitives.ReadUInt64LittleEndian(data));
                break;
            case 11:
                json.WriteNumberValue(BinaryPrimitives.ReadDoubleLittleEndian(data));
                break;
            case 12:
                json.WriteStringValue(Sized(data));
                break;
            case 15:
                json.WriteBase64StringValue(Sized(data[1..]));
                break;
            default:
                throw new InvalidDataException($"A JSON value of type {type}.");
        }
    }

    private static void Container(Utf8JsonWriter json, ReadOnlySpan<byte> data, bool isObject, bool isLarge)
    {
        var width = isLarge ? 4 : 2;
        var count = Number(data, isLarge);
        var keys = 2 * width;
        var values = keys + (isObject ? count * (width + 2) : 0);
        if (isObject)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartArray();
        }

        for (var i = 0; i < count; i++)
        {
            if (isObject)
            {
                var key = data[(keys + (i * (width + 2)))..];
                json.WritePropertyName(data.Slice(Number(key, isLarge), BinaryPrimitives.ReadUInt16LittleEndian(key[width..])));
            }

            var entry = data[(values + (i * (width + 1)))..];
            var isInlined = entry[0] is 4 or 5 or 6 || (isLarge && entry[0] is 7 or 8);
            Value(json, entry[0], isInlined ? entry[1..] : data[Number(entry[1..], isLarge)..]);
        }

        if (isObject)
        {
            json.WriteEndObject();
        }
        else
        {
            json.WriteEndArray();
        }
    }

    private static int Number(ReadOnlySpan<byte> data, bool isLarge) => isLarge ? BinaryPrimitives.ReadInt32LittleEndian(data) : BinaryPrimitives.ReadUInt16LittleEndian(data);

    // A length in sevens of bits, and as many bytes.
    private static ReadOnlySpan<byte> Sized(ReadOnlySpan<byte> data)
    {
        var (length, at) = (0, 0);
        do
        {
            length |= (data[at] & 0x7F) << (7 * at);
        }
        while ((data[at++] & 0x80) != 0);

        return data.Slice(at, length);
    }
}
