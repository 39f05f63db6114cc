using System.Buffers;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>One binlog file, or any stream with a file's bytes, as buffers of whole events. The buffer grows only for events that are really there.</summary>
internal sealed class EventFile : IDisposable
{
    private const int MagicLength = 4;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly BinlogOptions _options;
    private readonly int _chunk;
    private readonly long _origin;
    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private long _offset;
    private BinlogCorruptException? _cut;

    /// <param name="stream">Stands at the magic number.</param>
    /// <param name="name">The file's name in positions and errors.</param>
    /// <param name="options">How to read.</param>
    /// <param name="leaveOpen">Whether the stream is the caller's to close.</param>
    public EventFile(Stream stream, string name, BinlogOptions options, bool leaveOpen = false)
    {
        _stream = stream;
        _leaveOpen = leaveOpen;
        _options = options;
        _chunk = options.BatchBytes;
        _origin = stream.CanSeek ? stream.Position : 0;
        Name = name;
    }

    public string Name { get; }

    /// <summary>Whether more may come after the end: then an event that is cut off there is waited for, not an error.</summary>
    public bool IsGrowing { get; set; }

    /// <summary>Whether what follows the last whole event isn't sound (<see cref="ThrowIfCut"/>).</summary>
    public bool IsCut => _cut is not null;

    /// <summary>Where the next event starts.</summary>
    public long Offset => _offset;

    /// <summary>Bytes in all, so far; null where a stream doesn't tell.</summary>
    public long? Length => _stream.CanSeek ? _stream.Length - _origin : null;

    public static EventFile Open(string path, BinlogOptions options) => new(
        new FileStream(path, new FileStreamOptions
        {
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
        }),
        Path.GetFileName(path),
        options);

    public async ValueTask ReadMagicAsync(CancellationToken cancellationToken)
    {
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

    /// <summary>Goes on to an offset; without the means to seek by reading what lies between.</summary>
    public async ValueTask GoToAsync(long offset, CancellationToken cancellationToken)
    {
        if (Length is { } length)
        {
            if (offset > length)
            {
                throw Beyond(offset, length);
            }

            _stream.Position = _origin + offset;
            _start = 0;
            _end = 0;
        }
        else
        {
            await SkipAsync(offset, cancellationToken).ConfigureAwait(false);
        }

        _offset = offset;
    }

    /// <summary>Forgets what is buffered, so that it is read anew: a writer that came back after a crash has cut an unfinished event off and may write another in its place.</summary>
    public void Reread()
    {
        _stream.Position = _origin + _offset;
        _start = 0;
        _end = 0;
    }

    /// <summary>The first event alone.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadFirstAsync(CancellationToken cancellationToken)
    {
        var events = await ReadAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfCut();
        if (events.IsEmpty)
        {
            return events;
        }

        // The rest stays in the buffer for a stream that can't go back.
        var first = events[..(int)EventFrame.SizeOf(events.Span)];
        _start -= events.Length - first.Length;
        _offset -= events.Length - first.Length;
        return first;
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
            var read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _end += read;
            if (read == 0)
            {
                if (_end > _start && !IsGrowing)
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
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }

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
            if (size < EventFrame.HeaderLength || size > (uint)_options.MaxEventBytes)
            {
                _cut = at > _start ? null : new BinlogCorruptException(
                    $"An event says it has {size} bytes; between {EventFrame.HeaderLength} and {_options.MaxEventBytes} (MaxEventBytes) are allowed.", Name, offset);
                break;
            }

            wanted = (int)size;
            if (size > (uint)(_end - at))
            {
                if (at == _start && !IsGrowing && offset + size > Length)
                {
                    _cut = new BinlogCorruptException($"The file ends inside an event: {Length - offset} of {size} bytes are there.", Name, offset);
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
        var room = wanted;
        if (IsGrowing || Length is null)
        {
            // Nobody has said that the event's bytes are there: as they come.
            room = (int)Math.Min(wanted, 2L * Math.Max(left, _chunk / 2));
        }

        if (room > _buffer.Length || _buffer.Length == 0)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(room, _chunk));
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

    private async ValueTask SkipAsync(long offset, CancellationToken cancellationToken)
    {
        var left = offset - _offset;
        while (left > _end - _start)
        {
            left -= _end - _start;
            _start = 0;
            _end = 0;
            MakeRoom(EventFrame.HeaderLength);
            _end = await _stream.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
            if (_end == 0)
            {
                throw Beyond(offset, offset - left);
            }
        }

        _start += (int)left;
    }

    private BinlogPositionException Beyond(long offset, long length) => new($"The position lies beyond the file's {length} bytes.", Name, offset);
}
