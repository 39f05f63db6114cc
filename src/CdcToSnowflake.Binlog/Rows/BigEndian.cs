using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace CdcToSnowflake.Binlog.Rows;

/// <summary>Big-endian numbers of any width, which is how the servers write what has to sort as bytes: decimals and times.</summary>
internal static class BigEndian
{
    /// <summary>A number of 1 to 8 bytes: two loads that overlap instead of a loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 4)
        {
            return bytes.Length == 8
                ? BinaryPrimitives.ReadUInt64BigEndian(bytes)
                : ((ulong)BinaryPrimitives.ReadUInt32BigEndian(bytes) << ((bytes.Length - 4) * 8)) | BinaryPrimitives.ReadUInt32BigEndian(bytes[^4..]);
        }

        return bytes.Length switch
        {
            3 => ((uint)BinaryPrimitives.ReadUInt16BigEndian(bytes) << 8) | bytes[2],
            2 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            _ => bytes[0],
        };
    }
}
