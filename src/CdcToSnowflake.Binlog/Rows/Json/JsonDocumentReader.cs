using System.Buffers.Binary;

namespace CdcToSnowflake.Binlog.Rows.Json;

/// <summary>Takes one level of a binary document apart.</summary>
internal static class JsonDocumentReader
{
    /// <summary>Fills a container with the elements of a value, which stay as they are.</summary>
    /// <param name="container">Takes the elements.</param>
    /// <param name="type">The value's type, a container's.</param>
    /// <param name="bytes">All bytes of the edited document.</param>
    /// <param name="start">Where the value starts in them.</param>
    /// <param name="length">How long it is.</param>
    public static void Read(JsonContainer container, JsonType type, ReadOnlySpan<byte> bytes, int start, int length)
    {
        var data = bytes.Slice(start, length);
        var isLarge = JsonLayout.IsLarge(type);
        var isObject = JsonLayout.IsObject(type);
        var width = JsonLayout.Width(isLarge);
        var count = JsonLayout.Number(data, isLarge);
        var keyEntry = isObject ? width + 2 : 0;
        var valueEntry = width + 1;

        // A sound container has each byte in one value at most. So a crafted one can't make a large document out of a small one.
        var left = data.Length - (2L * width) - ((long)count * (keyEntry + valueEntry));
        if (left < 0)
        {
            throw JsonLayout.Bad($"{count} elements in {data.Length} bytes");
        }

        container.Reset(isObject, count);
        var keys = data[(2 * width)..];
        var values = keys[(count * keyEntry)..];
        for (var i = 0; i < count; i++)
        {
            ref var item = ref container[i];
            item = default;
            if (isObject)
            {
                var key = keys[(i * keyEntry)..];
                var keyStart = JsonLayout.Number(key, isLarge);
                item.KeyLength = BinaryPrimitives.ReadUInt16LittleEndian(key[width..]);
                item.KeyStart = start + keyStart;
                left -= item.KeyLength;
                if (keyStart > data.Length - item.KeyLength || left < 0)
                {
                    throw JsonLayout.Bad("keys that overlap or end beyond it");
                }
            }

            var value = values.Slice(i * valueEntry, valueEntry);
            item.Type = (JsonType)value[0];
            if (JsonLayout.IsInlined(item.Type, isLarge))
            {
                item.Start = start + data.Length - values.Length + (i * valueEntry) + 1;
                item.Length = JsonLayout.Length(item.Type, value[1..]);
                continue;
            }

            var offset = JsonLayout.Number(value[1..], isLarge);
            if (offset >= data.Length)
            {
                throw JsonLayout.Bad($"an offset of {offset} in {data.Length} bytes");
            }

            item.Start = start + offset;
            item.Length = JsonLayout.Length(item.Type, data[offset..]);
            left -= item.Length;
            if (left < 0)
            {
                throw JsonLayout.Bad("values that overlap");
            }
        }
    }
}
