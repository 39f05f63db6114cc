using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;

namespace CdcToSnowflake.Binlog.Rows.Json;

/// <summary>MySQL's binary JSON (sql-common/json_binary.h) as text, spelled as the server spells it.</summary>
internal ref struct JsonText
{
    /// <summary>Digits of the largest 64-bit integer, or of the least with its sign.</summary>
    private const int MaxIntegerLength = 20;

    private Utf8Buffer _output;

    /// <summary>Bytes of the document not yet spent. A sound document has each byte in one value at most, so a crafted one can't make more text than that.</summary>
    private long _budget;

    private JsonText(IBufferWriter<byte> output, int length)
    {
        _output = new Utf8Buffer(output);
        _budget = length;
    }

    public static void Write(ReadOnlySpan<byte> document, IBufferWriter<byte> output)
    {
        if (document.IsEmpty)
        {
            output.Write("null"u8);
            return;
        }

        var text = new JsonText(output, document.Length);
        text.Value(document[0], document[1..], 0);
        text._output.Flush();
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
                Utf8Formatter.TryFormat(BinaryPrimitives.ReadUInt64LittleEndian(Take(data, 8)), _output.Reserve(MaxIntegerLength), out var written);
                _output.Advance(written);
                break;
            case JsonType.Double:
                MySqlDouble.Write(BinaryPrimitives.ReadDoubleLittleEndian(Take(data, 8)), ref _output);
                break;
            case JsonType.String:
                JsonString.Write(Text(data), ref _output);
                break;
            case JsonType.Opaque:
                var fieldType = Take(data, 1)[0];
                JsonOpaque.Write(fieldType, Text(data[1..]), ref _output);
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

        var keys = data.Slice(header.Length, count * keyEntry);
        var values = data.Slice(header.Length + keys.Length, count * valueEntry);
        _budget -= keys.Length + values.Length;
        _output.Write(isObject ? (byte)'{' : (byte)'[');
        for (var i = 0; i < count; i++)
        {
            if (isObject)
            {
                var entry = keys.Slice(i * keyEntry, keyEntry);
                Key(Take(From(data, JsonLayout.Number(entry, isLarge)), BinaryPrimitives.ReadUInt16LittleEndian(entry[width..])), isFirst: i == 0);
            }
            else if (i > 0)
            {
                _output.Write(", "u8);
            }

            Element(data, values.Slice(i * valueEntry, valueEntry), isLarge, depth);
        }

        _output.Write(isObject ? (byte)'}' : (byte)']');
    }

    /// <summary>The value of an entry, in it or where it points to.</summary>
    private void Element(ReadOnlySpan<byte> container, ReadOnlySpan<byte> entry, bool isLarge, int depth)
    {
        var type = (JsonType)entry[0];
        if (JsonLayout.IsInlined(type, isLarge))
        {
            // Its bytes were spent with the entry.
            _budget += 4;
            Value(entry[0], entry[1..], depth);
        }
        else
        {
            Value(entry[0], From(container, JsonLayout.Number(entry[1..], isLarge)), depth);
        }
    }

    /// <summary>A key with all that stands around it, in one reservation.</summary>
    private void Key(ReadOnlySpan<byte> key, bool isFirst)
    {
        if (JsonString.IsEscaped(key))
        {
            _output.Write(isFirst ? default : ", "u8);
            JsonString.Write(key, ref _output);
            _output.Write(": "u8);
            return;
        }

        var room = _output.Reserve(key.Length + 6);
        var at = 0;
        if (!isFirst)
        {
            room[at++] = (byte)',';
            room[at++] = (byte)' ';
        }

        room[at++] = (byte)'"';
        key.CopyTo(room[at..]);
        at += key.Length;
        room[at++] = (byte)'"';
        room[at++] = (byte)':';
        room[at++] = (byte)' ';
        _output.Advance(at);
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

    private void Number(long value)
    {
        Utf8Formatter.TryFormat(value, _output.Reserve(MaxIntegerLength), out var written);
        _output.Advance(written);
    }
}
