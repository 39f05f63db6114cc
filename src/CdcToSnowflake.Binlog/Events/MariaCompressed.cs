using System.Buffers;
using System.IO.Compression;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>
/// MariaDB's compressed part of a query or rows event: a byte (bit 7 set, bits 4–6 the algorithm, bits 0–2 the bytes of the length), the length big-endian, zlib.
/// </summary>
internal sealed class MariaCompressed(int maxEventBytes) : IDisposable
{
    private const int FirstBuffer = 64 * 1024;

    private byte[] _buffer = [];

    /// <summary>Decompresses; the result is valid until the next call.</summary>
    public ReadOnlyMemory<byte> Decompress(ReadOnlyMemory<byte> compressed)
    {
        var reader = new ByteReader(compressed.Span);
        var header = reader.U8();
        var lengthBytes = header & 7;
        if ((header & 0xF0) != 0x80 || lengthBytes is 0 or > 4)
        {
            throw EventPlace.Unsupported($"A MariaDB event compressed in a way (0x{header:X2}) that isn't known.");
        }

        long length = 0;
        foreach (var b in reader.Bytes(lengthBytes))
        {
            length = (length << 8) | b;
        }

        if (length > maxEventBytes)
        {
            throw EventPlace.Corrupt($"A compressed event of {length} bytes; at most {maxEventBytes} are allowed.");
        }

        var read = Inflate(compressed[reader.Position..], (int)length);
        return read == length ? _buffer.AsMemory(0, read) : throw EventPlace.Corrupt($"A compressed event holds {read} bytes and says {length}.");
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private int Inflate(ReadOnlyMemory<byte> compressed, int length)
    {
        using var stream = new ZLibStream(new MemoryReadStream(compressed), CompressionMode.Decompress);
        var total = 0;
        try
        {
            while (total < length)
            {
                if (total == _buffer.Length)
                {
                    Grow(total);
                }

                var read = stream.Read(_buffer.AsSpan(total, Math.Min(_buffer.Length, length) - total));
                if (read == 0)
                {
                    break;
                }

                total += read;
            }
        }
        // By what is wrong with the bytes zlib's errors come as one or the other; the bytes themselves are in memory.
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw EventPlace.Corrupt("A compressed event can't be decompressed.", e);
        }

        return total;
    }

    /// <summary>Grows with what comes out, not with what the header claims.</summary>
    private void Grow(int used)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(_buffer.Length * 2L, FirstBuffer, Array.MaxLength));
        _buffer.AsSpan(0, used).CopyTo(larger);
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = larger;
    }
}
