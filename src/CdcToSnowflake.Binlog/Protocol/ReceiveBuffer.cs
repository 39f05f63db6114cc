using System.Buffers;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>The one pooled buffer that the socket is read into and packets are parsed in. It grows by what has really arrived, never by what a length field claims.</summary>
internal sealed class ReceiveBuffer(int size) : IDisposable
{
    // The pool keeps what it is given back for a while, and of each size that a buffer had as it grew: a few huge events would take several times what they need.
    private const int LargestPooled = 16 << 20;

    private byte[] _bytes = Take(size);
    private int _end;

    /// <summary>Where the unread bytes start in <see cref="Bytes"/>.</summary>
    public int Start { get; private set; }

    /// <summary>The whole buffer, for work in place.</summary>
    public Span<byte> Bytes => _bytes;

    /// <summary>What has arrived and was not consumed.</summary>
    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(Start, _end - Start);

    public ReadOnlyMemory<byte> Slice(int start, int length) => _bytes.AsMemory(start, length);

    public void Consume(int count) => Start += count;

    /// <summary>Makes all room but the unread bytes' free again; slices given out before are overwritten from now on.</summary>
    public void Release()
    {
        var unread = _end - Start;
        if (_bytes.Length > 2 * size && unread <= size)
            Move(size); // one huge event must not keep its memory for good
        else
            Unread.CopyTo(_bytes);
        Start = 0;
        _end = unread;
    }

    /// <summary>Room for more bytes behind the unread ones.</summary>
    public Memory<byte> Free()
    {
        if (_end == _bytes.Length)
        {
            if (_bytes.Length >= Array.MaxLength)
                throw new BinlogConnectionException($"The server sent a packet of over {_bytes.Length} bytes.");
            var unread = _end - Start;
            Move((int)Math.Min(2L * _bytes.Length, Array.MaxLength));
            Start = 0;
            _end = unread;
        }
        return _bytes.AsMemory(_end);
    }

    public void Filled(int count) => _end += count;

    public void Dispose()
    {
        Give(_bytes);
        _bytes = [];
        Start = _end = 0;
    }

    private void Move(int newSize)
    {
        var old = _bytes;
        var moved = Take(newSize);
        Unread.CopyTo(moved);
        _bytes = moved;
        Give(old);
    }

    private static byte[] Take(int size) => size <= LargestPooled ? ArrayPool<byte>.Shared.Rent(size) : GC.AllocateUninitializedArray<byte>(size);

    private static void Give(byte[] bytes)
    {
        if (bytes.Length is > 0 and <= LargestPooled)
            ArrayPool<byte>.Shared.Return(bytes);
    }
}
