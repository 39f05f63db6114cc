using System.Buffers;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>
/// TRANSACTION_PAYLOAD: a transaction's events, compressed. They are decompressed one after the other into a window that only the largest needs to fit,
/// and that grows with what really comes out, not with what a header claims.
/// </summary>
internal sealed class TransactionPayload(int maxEventBytes) : IDisposable
{
    private const int FirstWindow = 128 * 1024;
    private const byte Zstd = 0;
    private const byte None = 255;

    private readonly ZstdFrames _frames = new();
    private byte[] _window = [];
    private int _start;
    private int _end;
    private bool _isCompressed;
    private ReadOnlyMemory<byte> _plain;

    /// <summary>Whether its events are being read.</summary>
    public bool IsOpen { get; private set; }

    public void Open(ReadOnlyMemory<byte> body)
    {
        var reader = new ByteReader(body.Span);
        ulong compression = None;
        while (true)
        {
            var field = reader.LengthEncoded();
            if (field == 0)
            {
                break;
            }

            var value = new ByteReader(reader.Bytes(reader.Count()));
            compression = field == 2 ? value.LengthEncoded() : compression;
        }

        var payload = body[reader.Position..];
        switch (compression)
        {
            case Zstd:
                _isCompressed = true;
                _frames.Start(payload);
                break;
            case None:
                _isCompressed = false;
                _plain = payload;
                break;
            default:
                throw EventPlace.Unsupported($"A transaction compressed by algorithm {compression}; a newer reader is needed.");
        }

        _start = 0;
        _end = 0;
        IsOpen = true;
    }

    /// <summary>The next event, valid until the next call; false at the end.</summary>
    public bool Next(out ReadOnlyMemory<byte> eventBytes)
    {
        var available = Fill(EventFrame.HeaderLength);
        if (available.IsEmpty)
        {
            IsOpen = false;
            eventBytes = default;
            return false;
        }

        var size = available.Length < EventFrame.HeaderLength ? 0 : EventFrame.SizeOf(available.Span);
        if (size < EventFrame.HeaderLength || size > (uint)maxEventBytes)
        {
            throw EventPlace.Corrupt($"An event of {size} bytes inside a compressed transaction; between {EventFrame.HeaderLength} and {maxEventBytes} are allowed.");
        }

        available = Fill((int)size);
        if (available.Length < size)
        {
            throw EventPlace.Corrupt($"The last event inside a compressed transaction is cut off: {available.Length} of {size} bytes.");
        }

        eventBytes = available[..(int)size];
        if (_isCompressed)
        {
            _start += (int)size;
        }
        else
        {
            _plain = _plain[(int)size..];
        }

        return true;
    }

    public void Close() => IsOpen = false;

    public void Dispose()
    {
        _frames.Dispose();
        if (_window.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_window);
            _window = [];
        }
    }

    /// <summary>What is ready, at least that many bytes unless the end comes first.</summary>
    private ReadOnlyMemory<byte> Fill(int wanted)
    {
        if (!_isCompressed)
        {
            return _plain;
        }

        while (_end - _start < wanted)
        {
            if (_start > 0)
            {
                _window.AsSpan(_start, _end - _start).CopyTo(_window);
                _end -= _start;
                _start = 0;
            }

            if (_end == _window.Length)
            {
                Grow();
            }

            var read = _frames.Read(_window.AsSpan(_end));
            if (read == 0)
            {
                break;
            }

            _end += read;
        }

        return _window.AsMemory(_start, _end - _start);
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(_window.Length * 2L, FirstWindow, Array.MaxLength));
        _window.AsSpan(0, _end).CopyTo(larger);
        if (_window.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_window);
        }

        _window = larger;
    }
}
