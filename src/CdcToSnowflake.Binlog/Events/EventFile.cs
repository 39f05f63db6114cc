using System.Buffers;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>One binlog file as buffers of whole events. The buffer grows only for events that the file really has room for.</summary>
internal sealed class EventFile(string path, BinlogOptions options) : IDisposable
{
    private const int MagicLength = 4;

    private readonly int _chunk = Math.Max(options.BatchBytes, 64 * 1024);
    private FileStream? _stream;
    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private long _offset;
    private BinlogCorruptException? _cut;

    public string Name { get; } = Path.GetFileName(path);

    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        _stream = new FileStream(path, new FileStreamOptions
        {
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
        });
        var magic = new byte[MagicLength];
        var read = await _stream.ReadAtLeastAsync(magic, MagicLength, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (read == MagicLength && magic is [0xFD, (byte)'b', (byte)'i', (byte)'n'])
        {
            throw new BinlogUnsupportedException("The file is encrypted (binlog_encryption) and can't be read from disk; read it from the server, which decrypts.", Name, 0);
        }

        if (read < MagicLength || magic is not [0xFE, (byte)'b', (byte)'i', (byte)'n'])
        {
            throw new BinlogCorruptException("It doesn't start with the magic number of a binlog (FE 'bin').", Name, 0);
        }

        _offset = MagicLength;
    }

    /// <summary>Goes to an offset; what is buffered is forgotten.</summary>
    public void Seek(long offset)
    {
        if (offset > _stream!.Length)
        {
            throw new BinlogPositionException($"The position lies beyond the file's {_stream.Length} bytes.", Name, offset);
        }

        _stream.Position = offset;
        _offset = offset;
        _start = 0;
        _end = 0;
    }

    /// <summary>The first event alone.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadFirstAsync(CancellationToken cancellationToken)
    {
        var events = await ReadAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfCut();
        return events.IsEmpty ? events : events[..(int)EventFrame.SizeOf(events.Span)];
    }

    /// <summary>The next whole events; empty at the end, or where the file is cut off or can't be framed (<see cref="ThrowIfCut"/>).</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        while (_cut is null)
        {
            var whole = WholeEvents(out var wanted);
            if (whole > 0)
            {
                var events = _buffer.AsMemory(_start, whole);
                _start += whole;
                _offset += whole;
                return events;
            }

            if (_cut is not null)
            {
                break;
            }

            MakeRoom(wanted);
            var read = await _stream!.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _end += read;
            if (read == 0)
            {
                if (_end > _start)
                {
                    _cut = new BinlogCorruptException($"The file ends inside an event: {_end - _start} of {wanted} bytes are there.", Name, _offset);
                }

                break;
            }
        }

        return default;
    }

    /// <summary>Says what was found after the last whole event.</summary>
    public void ThrowIfCut()
    {
        if (_cut is not null)
        {
            throw _cut;
        }
    }

    public void Dispose()
    {
        _stream?.Dispose();
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    /// <summary>How many buffered bytes are whole events; else how many bytes the first one has, as far as is known.</summary>
    private int WholeEvents(out int wanted)
    {
        var at = _start;
        wanted = EventFrame.HeaderLength;
        while (_end - at >= EventFrame.HeaderLength)
        {
            var size = EventFrame.SizeOf(_buffer.AsSpan(at));
            var offset = _offset + (at - _start);
            if (size < EventFrame.HeaderLength || size > (uint)options.MaxEventBytes)
            {
                _cut = at > _start ? null : new BinlogCorruptException(
                    $"An event says it has {size} bytes; between {EventFrame.HeaderLength} and {options.MaxEventBytes} (MaxEventBytes) are allowed.", Name, offset);
                break;
            }

            wanted = (int)size;
            if (size > (uint)(_end - at))
            {
                if (at == _start && offset + size > _stream!.Length)
                {
                    _cut = new BinlogCorruptException($"The file ends inside an event: {_stream.Length - offset} of {size} bytes are there.", Name, offset);
                }

                break;
            }

            at += (int)size;
        }

        return at - _start;
    }

    private void MakeRoom(int wanted)
    {
        var left = _end - _start;
        if (wanted > _buffer.Length || _buffer.Length == 0)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(wanted, _chunk));
            _buffer.AsSpan(_start, left).CopyTo(larger);
            if (_buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(_buffer);
            }

            _buffer = larger;
        }
        else
        {
            _buffer.AsSpan(_start, left).CopyTo(_buffer);
        }

        _start = 0;
        _end = left;
    }
}
