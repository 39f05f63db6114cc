using System.Buffers.Binary;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Rows.Json;

/// <summary>Lays an edited document out as the server does (<see cref="JsonLayout"/>): small containers where all fits into 64 KiB, unchanged values byte for byte.</summary>
internal static class JsonDocumentWriter
{
    /// <summary>How many bytes a value will take, without its type byte; decides on the way which containers are large.</summary>
    public static int Measure(in JsonItem item)
    {
        if (item.Container is not { } container)
        {
            return item.Length;
        }

        // Of what isn't inlined, only these differ: an INT32 or UINT32 has room in a large container's entry.
        long contents = 0;
        long inlinedIfLarge = 0;
        foreach (ref readonly var element in container.Items)
        {
            var length = Measure(in element);
            contents += element.KeyLength;
            contents += JsonLayout.IsInlined(element.Type, isLarge: false) ? 0 : length;
            inlinedIfLarge += element.Type is JsonType.Int32 or JsonType.UInt32 ? length : 0;
        }

        var size = contents + Head(container, isLarge: false);
        container.IsLarge = size > ushort.MaxValue;
        size = container.IsLarge ? contents - inlinedIfLarge + Head(container, isLarge: true) : size;
        container.Size = size <= Array.MaxLength / 2 ? (int)size : throw EventPlace.Corrupt($"A partial JSON update makes a document of {size} bytes.");
        return container.Size;
    }

    /// <summary>The type byte of a measured value.</summary>
    public static JsonType TypeOf(in JsonItem item) => item.Container is { } container ? JsonLayout.Container(container.IsObject, container.IsLarge) : item.Type;

    /// <summary>Writes a measured value, without its type byte.</summary>
    /// <param name="item">The value.</param>
    /// <param name="bytes">All bytes of the edited document.</param>
    /// <param name="output">As long as the value was measured.</param>
    public static void Write(in JsonItem item, ReadOnlySpan<byte> bytes, Span<byte> output)
    {
        if (item.Container is not { } container)
        {
            bytes.Slice(item.Start, item.Length).CopyTo(output);
            return;
        }

        var isLarge = container.IsLarge;
        var width = JsonLayout.Width(isLarge);
        Number(output, container.Count, isLarge);
        Number(output[width..], container.Size, isLarge);
        var entry = 2 * width;
        var at = Head(container, isLarge);
        if (container.IsObject)
        {
            foreach (ref readonly var element in container.Items)
            {
                Number(output[entry..], at, isLarge);
                BinaryPrimitives.WriteUInt16LittleEndian(output[(entry + width)..], (ushort)element.KeyLength);
                bytes.Slice(element.KeyStart, element.KeyLength).CopyTo(output[at..]);
                entry += width + 2;
                at += element.KeyLength;
            }
        }

        foreach (ref readonly var element in container.Items)
        {
            var type = TypeOf(in element);
            output[entry] = (byte)type;
            if (JsonLayout.IsInlined(type, isLarge))
            {
                Number(output[(entry + 1)..], Inlined(type, bytes[element.Start..]), isLarge);
            }
            else
            {
                var length = element.Container?.Size ?? element.Length;
                Number(output[(entry + 1)..], at, isLarge);
                Write(in element, bytes, output.Slice(at, length));
                at += length;
            }

            entry += width + 1;
        }
    }

    private static int Head(JsonContainer container, bool isLarge)
    {
        var width = JsonLayout.Width(isLarge);
        var head = (2L * width) + (container.Count * (long)(width + 1 + (container.IsObject ? width + 2 : 0)));
        return head <= Array.MaxLength / 2 ? (int)head : throw EventPlace.Corrupt($"A partial JSON update makes a container of {container.Count} elements.");
    }

    private static int Inlined(JsonType type, ReadOnlySpan<byte> value) => type switch
    {
        JsonType.Literal => value[0],
        JsonType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(value),
        JsonType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(value),
        _ => BinaryPrimitives.ReadInt32LittleEndian(value),
    };

    private static void Number(Span<byte> output, int value, bool isLarge)
    {
        if (isLarge)
        {
            BinaryPrimitives.WriteInt32LittleEndian(output, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(output, unchecked((ushort)value));
        }
    }
}
