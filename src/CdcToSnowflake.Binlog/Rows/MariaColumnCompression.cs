using System.IO.Compression;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Rows;

/// <summary>
/// Values of MariaDB's COMPRESSED columns (sql/field.cc, compress_zlib): nothing for an empty value; else a byte (bits 4–7 the method, bit 3 set for deflate without
/// zlib's wrapping, bits 0–2 the bytes of the length), then by method 0 the value as it is, by method 8 its length, big-endian, and the deflated value.
/// </summary>
internal static class MariaColumnCompression
{
    private const int Plain = 0;
    private const int Zlib = 8;
    private const int IsUnwrapped = 0x08;

    /// <summary>Deflate's best is 1,032 to 1; a value that says it is longer isn't sound, and is not worth the memory.</summary>
    private const long MaxRatio = 1040;

    /// <summary>The value itself, in the scratch memory unless it isn't compressed.</summary>
    public static unsafe ReadOnlySpan<byte> Decompress(ReadOnlySpan<byte> value, RowScratch scratch)
    {
        if (value.IsEmpty)
        {
            return value;
        }

        var header = value[0];
        var lengthBytes = header & 7;
        switch (header >> 4)
        {
            case Plain:
                return value[1..];
            case Zlib when lengthBytes is > 0 and <= 4:
                break;
            default:
                throw EventPlace.Unsupported($"A value of a COMPRESSED column in a way (0x{header:X2}) that isn't known; a newer reader is needed.");
        }

        var reader = new ByteReader(value[1..]);
        long length = 0;
        foreach (var b in reader.Bytes(lengthBytes))
        {
            length = (length << 8) | b;
        }

        var deflated = reader.Rest();
        if (length > scratch.MaxBytes || length > (deflated.Length + 1) * MaxRatio)
        {
            throw EventPlace.Corrupt($"A value of a COMPRESSED column says it has {length} bytes, deflated to {deflated.Length}; at most {scratch.MaxBytes} are allowed (MaxEventBytes).");
        }

        var output = scratch.Lend((int)length);
        fixed (byte* start = deflated)
        {
            using var input = new UnmanagedMemoryStream(start, deflated.Length);
            Inflate(input, (header & IsUnwrapped) != 0, output);
        }

        return output;
    }

    private static void Inflate(UnmanagedMemoryStream input, bool isUnwrapped, Span<byte> output)
    {
        using Stream stream = isUnwrapped ? new DeflateStream(input, CompressionMode.Decompress) : new ZLibStream(input, CompressionMode.Decompress);
        int read;
        try
        {
            read = stream.ReadAtLeast(output, output.Length, throwOnEndOfStream: false);
        }
        // By what is wrong with the bytes zlib's errors come as one or the other; the bytes themselves are in memory.
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw EventPlace.Corrupt("A value of a COMPRESSED column can't be decompressed.", e);
        }

        if (read != output.Length)
        {
            throw EventPlace.Corrupt($"A value of a COMPRESSED column holds {read} bytes and says {output.Length}.");
        }
    }
}
