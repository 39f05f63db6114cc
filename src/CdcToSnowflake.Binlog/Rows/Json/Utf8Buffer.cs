using System.Buffers;
using System.Runtime.CompilerServices;

namespace CdcToSnowflake.Binlog.Rows.Json;

/// <summary>Room of a buffer writer, filled piece by piece: the writer, an interface, is called once per some hundred bytes and not once per comma.</summary>
internal ref struct Utf8Buffer(IBufferWriter<byte> output)
{
    private const int LeastRoom = 256;

    private readonly IBufferWriter<byte> _output = output;
    private Span<byte> _room;
    private int _used;

    /// <summary>At least so many bytes to write to; they count when <see cref="Advance"/> says so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int count)
    {
        if (_room.Length - _used < count)
        {
            Grow(count);
        }

        return _room[_used..];
    }

    public void Advance(int count) => _used += count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(byte value)
    {
        Reserve(1)[0] = value;
        _used++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _used += bytes.Length;
    }

    /// <summary>Hands over what was written.</summary>
    public void Flush()
    {
        _output.Advance(_used);
        _room = default;
        _used = 0;
    }

    private void Grow(int count)
    {
        Flush();
        _room = _output.GetSpan(Math.Max(count, LeastRoom));
    }
}
