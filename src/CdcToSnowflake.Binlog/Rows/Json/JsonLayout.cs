using System.Buffers.Binary;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Rows.Json;

/// <summary>
/// How MySQL's binary JSON (sql-common/json_binary.h) lays out containers: element count, size in bytes, an entry per key (offset, u16 length) and per value (type,
/// offset or the value itself), keys, values. Numbers and offsets have 2 bytes in small containers and 4 in large ones; offsets count from the container's own start.
/// </summary>
internal static class JsonLayout
{
    /// <summary>The server's own limit (JSON_DOCUMENT_MAX_DEPTH), of documents and of paths.</summary>
    public const int MaxDepth = 100;

    /// <summary>A key's length has 2 bytes in both layouts.</summary>
    public const int MaxKeyLength = ushort.MaxValue;

    public static bool IsContainer(JsonType type) => type <= JsonType.LargeArray;

    public static bool IsObject(JsonType type) => type <= JsonType.LargeObject;

    public static bool IsLarge(JsonType type) => type is JsonType.LargeObject or JsonType.LargeArray;

    public static JsonType Container(bool isObject, bool isLarge) =>
        isObject ? (isLarge ? JsonType.LargeObject : JsonType.SmallObject) : isLarge ? JsonType.LargeArray : JsonType.SmallArray;

    /// <summary>Bytes of a count, a size or an offset.</summary>
    public static int Width(bool isLarge) => isLarge ? 4 : 2;

    /// <summary>Whether the value itself stands in its entry, in the place of its offset.</summary>
    public static bool IsInlined(JsonType type, bool isLarge) =>
        type is JsonType.Literal or JsonType.Int16 or JsonType.UInt16 || (isLarge && type is JsonType.Int32 or JsonType.UInt32);

    /// <summary>A count, a size or an offset.</summary>
    public static int Number(ReadOnlySpan<byte> data, bool isLarge)
    {
        var number = isLarge ? BinaryPrimitives.ReadUInt32LittleEndian(data) : BinaryPrimitives.ReadUInt16LittleEndian(data);
        return number <= int.MaxValue ? (int)number : throw Bad($"an offset of {number}");
    }

    /// <summary>How many bytes a value takes, from its first one on.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="data">From its first byte on.</param>
    public static int Length(JsonType type, ReadOnlySpan<byte> data)
    {
        long length = type switch
        {
            <= JsonType.LargeArray => Size(type, data),
            JsonType.Literal => 1,
            JsonType.Int16 or JsonType.UInt16 => 2,
            JsonType.Int32 or JsonType.UInt32 => 4,
            JsonType.Int64 or JsonType.UInt64 or JsonType.Double => 8,
            JsonType.String => TextEnd(data),
            JsonType.Opaque => data.IsEmpty ? 1 : 1 + TextEnd(data[1..]),
            _ => throw Bad($"a value of type {(byte)type}"),
        };
        return length <= data.Length ? (int)length : throw Bad($"a value of {length} bytes where {data.Length} are left");
    }

    /// <summary>A text's length: 7 bits a byte, lowest first, the last byte's high bit clear.</summary>
    /// <param name="data">From the length on.</param>
    /// <param name="start">Where the text starts.</param>
    public static int TextLength(ReadOnlySpan<byte> data, out int start)
    {
        ulong length = 0;
        for (var i = 0; i < 5 && i < data.Length; i++)
        {
            length |= (ulong)(data[i] & 0x7F) << (7 * i);
            if ((data[i] & 0x80) == 0)
            {
                start = i + 1;
                return length <= int.MaxValue ? (int)length : throw Bad($"a text of {length} bytes");
            }
        }

        throw Bad("a length without an end");
    }

    public static BinlogCorruptException Bad(string what) => EventPlace.Corrupt($"A JSON document holds {what}.");

    private static long TextEnd(ReadOnlySpan<byte> data) => TextLength(data, out var start) + (long)start;

    private static int Size(JsonType type, ReadOnlySpan<byte> data)
    {
        var width = Width(IsLarge(type));
        var size = data.Length >= 2 * width ? Number(data[width..], IsLarge(type)) : 0;
        return size >= 2 * width ? size : throw Bad("a container without room for its count and size");
    }
}
