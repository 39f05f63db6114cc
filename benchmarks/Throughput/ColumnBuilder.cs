using System.Buffers;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace CdcToSnowflake.Throughput;

/// <summary>One column's values: 64-bit numbers, and bytes with their ends among the numbers.</summary>
internal sealed class ColumnBuilder : IBufferWriter<byte>
{
    private long[] _numbers = new long[16 * 1024];
    private byte[] _bytes = new byte[64 * 1024];
    private int _count;
    private int _length;

    public void Add(long number)
    {
        var numbers = _numbers;
        var count = _count;
        if ((uint)count >= (uint)numbers.Length)
        {
            Array.Resize(ref _numbers, numbers.Length * 2);
            numbers = _numbers;
        }

        numbers[count] = number;
        _count = count + 1;
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _length += bytes.Length;
        Add(_length);
    }

    public void EndText() => Add(_length);

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => throw new NotSupportedException();

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        if (_bytes.Length - _length < Math.Max(sizeHint, 1))
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + sizeHint));
        }

        return _bytes.AsSpan(_length);
    }

    public void Empty(XxHash3 hash)
    {
        hash.Append(MemoryMarshal.AsBytes(_numbers.AsSpan(0, _count)));
        hash.Append(_bytes.AsSpan(0, _length));
        _count = 0;
        _length = 0;
    }
}
