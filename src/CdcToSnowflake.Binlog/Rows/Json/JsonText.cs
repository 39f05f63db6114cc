using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;

namespace CdcToSnowflake.Binlog.Rows.Json;

/// <summary>MySQL's binary JSON (sql-common/json_binary.h) as text, spelled as the server spells it.</summary>
internal ref struct JsonText
{
    private readonly IBufferWriter<byte> _output;

    /// <summary>Bytes of the document not yet spent. A sound document has each byte in one value at most, so a crafted one can't make more text than that.</summary>
    private long _budget;

    private JsonText(IBufferWriter<byte> output, int length)
    {
        _output = output;
        _budget = length;
    }

    public static void Write(ReadOnlySpan<byte> document, IBufferWriter<byte> output)
    {
        if (document.IsEmpty)
        {
            output.Write("null"u8);
            return;
        }

        new JsonText(output, document.Length).Value(document[0], document[1..], 0);
    }

    /// <param name="type">The value's type.</param>
    /// <param name="data">From the value's first byte on, to the end of what holds it.</param>
    /// <param name="depth">Containers around it.</param>
    private void Value(byte type, ReadOnlySpan<byte> data, int depth)
    {
        switch ((JsonType)type)
        {
            case JsonType.SmallObject:
                Container(data, isObject: true, isLarge: false, depth + 1);
                break;
            case JsonType.LargeObject:
                Container(data, isObject: true, isLarge: true, depth + 1);
                break;
            case JsonType.SmallArray:
                Container(data, isObject: false, isLarge: false, depth + 1);
                break;
            case JsonType.LargeArray:
                Container(data, isObject: false, isLarge: true, depth + 1);
                break;
            case JsonType.Literal:
                _output.Write(Take(data, 1)[0] switch { 0 => "null"u8, 1 => "true"u8, 2 => "false"u8, var other => throw JsonLayout.Bad($"literal {other}") });
                break;
            case JsonType.Int16:
                Number(BinaryPrimitives.ReadInt16LittleEndian(Take(data, 2)));
                break;
            case JsonType.UInt16:
                Number(BinaryPrimitives.ReadUInt16LittleEndian(Take(data, 2)));
                break;
            case JsonType.Int32:
                Number(BinaryPrimitives.ReadInt32LittleEndian(Take(data, 4)));
                break;
            case JsonType.UInt32:
                Number(BinaryPrimitives.ReadUInt32LittleEndian(Take(data, 4)));
                break;
            case JsonType.Int64:
                Number(BinaryPrimitives.ReadInt64LittleEndian(Take(data, 8)));
                break;
            case JsonType.UInt64:
                var span = _output.GetSpan(20);
                Utf8Formatter.TryFormat(BinaryPrimitives.ReadUInt64LittleEndian(Take(data, 8)), span, out var written);
                _output.Advance(written);
                break;
            case JsonType.Double:
                MySqlDouble.Write(BinaryPrimitives.ReadDoubleLittleEndian(Take(data, 8)), _output);
                break;
            case JsonType.String:
                JsonString.Write(Text(data), _output);
                break;
            case JsonType.Opaque:
                var fieldType = Take(data, 1)[0];
                JsonOpaque.Write(fieldType, Text(data[1..]), _output);
                break;
            default:
                throw JsonLayout.Bad($"a value of type {type}");
        }
    }

    private void Container(ReadOnlySpan<byte> data, bool isObject, bool isLarge, int depth)
    {
        if (depth > JsonLayout.MaxDepth)
        {
            throw JsonLayout.Bad($"more than {JsonLayout.MaxDepth} levels");
        }

        var width = JsonLayout.Width(isLarge);
        var header = Take(data, 2 * width);
        var count = JsonLayout.Number(header, isLarge);
        var size = JsonLayout.Number(header[width..], isLarge);
        if (size > data.Length)
        {
            throw JsonLayout.Bad($"a container of {size} bytes where {data.Length} are left");
        }

        data = data[..size];
        var keyEntry = isObject ? width + 2 : 0;
        var valueEntry = width + 1;
        if ((long)count * (keyEntry + valueEntry) > data.Length - header.Length)
        {
            throw JsonLayout.Bad($"{count} elements in {size} bytes");
        }

        var keys = data[header.Length..];
        var values = keys[(count * keyEntry)..];
        Put(isObject ? (byte)'{' : (byte)'[');
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
            {
                _output.Write(", "u8);
            }

            if (isObject)
            {
                var entry = Take(keys[(i * keyEntry)..], keyEntry);
                JsonString.Write(Take(From(data, JsonLayout.Number(entry, isLarge)), BinaryPrimitives.ReadUInt16LittleEndian(entry[width..])), _output);
                _output.Write(": "u8);
            }

            var value = Take(values[(i * valueEntry)..], valueEntry);
            if (JsonLayout.IsInlined((JsonType)value[0], isLarge))
            {
                // Its bytes were spent with the entry.
                _budget += 4;
                Value(value[0], value[1..], depth);
            }
            else
            {
                Value(value[0], From(data, JsonLayout.Number(value[1..], isLarge)), depth);
            }
        }

        Put(isObject ? (byte)'}' : (byte)']');
    }

    private static ReadOnlySpan<byte> From(ReadOnlySpan<byte> data, int offset) =>
        offset <= data.Length ? data[offset..] : throw JsonLayout.Bad($"an offset of {offset} in {data.Length} bytes");

    private ReadOnlySpan<byte> Take(ReadOnlySpan<byte> data, int count)
    {
        _budget -= count;
        return count <= data.Length && _budget >= -8 ? data[..count] : throw JsonLayout.Bad("values that overlap or end beyond it");
    }

    private ReadOnlySpan<byte> Text(ReadOnlySpan<byte> data)
    {
        var length = JsonLayout.TextLength(data, out var start);
        return Take(data[start..], length);
    }

    private readonly void Number(long value)
    {
        var span = _output.GetSpan(20);
        Utf8Formatter.TryFormat(value, span, out var written);
        _output.Advance(written);
    }

    private readonly void Put(byte b)
    {
        _output.GetSpan(1)[0] = b;
        _output.Advance(1);
    }
}
