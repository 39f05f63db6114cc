using System.Buffers;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace CdcToSnowflake.Throughput.Columns;

/// <summary>One column's values of a group of row images: numbers, or bytes with their ends; and where there is no value, why.</summary>
internal sealed class ColumnBuilder(int capacity) : IBufferWriter<byte>
{
    private readonly long[] _numbers = new long[capacity];
    private long[] _highs = [];
    private readonly int[] _gaps = new int[capacity];
    private byte[] _bytes = new byte[64 * 1024];
    private int _gapCount;
    private int _length;

    /// <summary>An integer, a scaled decimal, microseconds, days, or a floating point number's bits.</summary>
    public void Number(int image, long value) => _numbers[image] = value;

    /// <summary>A scaled decimal of more than 18 digits.</summary>
    public void Number(int image, Int128 value)
    {
        if (_highs.Length == 0)
        {
            _highs = new long[capacity];
        }

        _numbers[image] = (long)value;
        _highs[image] = (long)(value >> 64);
    }

    public void Bytes(int image, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _length += bytes.Length;
        _numbers[image] = _length;
    }

    /// <summary>Ends the bytes that were written into this builder itself.</summary>
    public void EndBytes(int image) => _numbers[image] = _length;

    public void NoValue(int image, Gap why)
    {
        _numbers[image] = _length;
        _gaps[_gapCount++] = (image << 2) | (int)why;
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.AsMemory(_length, GetSpan(sizeHint).Length);

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        if (_bytes.Length - _length < Math.Max(sizeHint, 1))
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + sizeHint));
        }

        return _bytes.AsSpan(_length);
    }

    /// <summary>Hashes the values of the group and forgets them.</summary>
    public void Empty(int images, XxHash3 hash)
    {
        hash.Append(MemoryMarshal.AsBytes(_numbers.AsSpan(0, images)));
        hash.Append(MemoryMarshal.AsBytes(_gaps.AsSpan(0, _gapCount)));
        hash.Append(_bytes.AsSpan(0, _length));
        if (_highs.Length > 0)
        {
            hash.Append(MemoryMarshal.AsBytes(_highs.AsSpan(0, images)));
            _highs.AsSpan(0, images).Clear();
        }

        _gapCount = 0;
        _length = 0;
    }
}
