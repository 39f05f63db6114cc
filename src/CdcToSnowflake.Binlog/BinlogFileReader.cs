using System.Runtime.CompilerServices;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog;

/// <summary>
/// Reads binlog files in order, or a stream with a file's bytes, and ends at the end of the last one, or follows it (<see cref="Follow"/>).
/// A corrupt or cut file gives what was whole before, then a typed error.
/// </summary>
public sealed class BinlogFileReader : IBinlogReader
{
    private readonly string[] _paths = [];
    private readonly Stream? _stream;
    private readonly string _streamName = "";
    private readonly long _streamStart;
    private readonly BinlogOptions _options;
    private bool _isStreamUsed;

    /// <summary>Makes a reader of files with default options; nothing is opened yet.</summary>
    /// <param name="paths">The files in binlog order.</param>
    public BinlogFileReader(IReadOnlyList<string> paths)
        : this(paths, null)
    {
    }

    /// <summary>Makes a reader of files; nothing is opened yet.</summary>
    /// <param name="paths">The files in binlog order.</param>
    /// <param name="options">How to decode; null = defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public BinlogFileReader(IReadOnlyList<string> paths, BinlogOptions? options)
    {
        ArgumentNullException.ThrowIfNull(paths);
        _paths = [.. paths];
        _options = (options ?? new BinlogOptions()).Checked();
    }

    /// <summary>Makes a reader of a stream with default options.</summary>
    /// <param name="stream">Stands at the file's first byte. It need not seek; one that can't is read once only. It stays open, and the caller's.</param>
    /// <param name="name">The binlog file's name, for positions and errors.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public BinlogFileReader(Stream stream, string name)
        : this(stream, name, null)
    {
    }

    /// <summary>Makes a reader of a stream, such as a pipe, a download or an unpacked archive's entry.</summary>
    /// <param name="stream">Stands at the file's first byte. It need not seek; one that can't is read once only. It stays open, and the caller's.</param>
    /// <param name="name">The binlog file's name, for positions and errors.</param>
    /// <param name="options">How to decode; null = defaults.</param>
    /// <exception cref="ArgumentException">The name is empty, or an option is outside of its range.</exception>
    public BinlogFileReader(Stream stream, string name, BinlogOptions? options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        _stream = stream;
        _streamName = name;
        _streamStart = stream.CanSeek ? stream.Position : 0;
        _options = (options ?? new BinlogOptions()).Checked();
    }

    /// <summary>
    /// Whether and how the last file is followed: at its end the reader waits for more, and goes on with the server's next file in the same folder.
    /// It then ends only by cancellation or an error.
    /// </summary>
    /// <value>Default: null, reading ends at the end. Of no use with a stream, which says itself when it ends.</value>
    public BinlogFollow? Follow { get; init; }

    /// <inheritdoc/>
    /// <remarks><paramref name="from"/>'s file is found among the paths by its name; when following, in the last one's folder too.</remarks>
    /// <exception cref="FileNotFoundException">A file isn't there.</exception>
    /// <exception cref="BinlogPositionException">
    /// <paramref name="from"/> isn't there; or a followed file was deleted, cut or replaced before it was read to its end.
    /// </exception>
    /// <exception cref="InvalidOperationException">A stream that can't seek was read already, or is to be followed.</exception>
    public async IAsyncEnumerable<BinlogBatch> ReadAsync(BinlogPosition? from = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var decoder = new BinlogDecoder(_options, fromServer: false);
        from = from == BinlogPosition.First ? null : from;
        decoder.Start(from);
        for (var (path, index) = First(from); path is not null; (path, index) = (Next(path, index, decoder), index + 1))
        {
            using var file = await OpenAsync(path, index, cancellationToken).ConfigureAwait(false);
            await file.ReadMagicAsync(cancellationToken).ConfigureAwait(false);
            file.IsGrowing = IsFollowed(index);
            decoder.Go(file.Name, BinlogPosition.FirstEvent);
            if (from is { Offset: > BinlogPosition.FirstEvent } && from.File == file.Name)
            {
                // The format description first, whatever the place: it says how to read the rest.
                var format = await file.ReadFirstAsync(cancellationToken).ConfigureAwait(false);
                decoder.Decode(format);
                decoder.Drain();
                await file.GoToAsync(from.Offset, cancellationToken).ConfigureAwait(false);
                decoder.Go(file.Name, from.Offset);
            }

            var growth = file.IsGrowing ? new FileGrowth(path, file, Follow!) : null;
            while (true)
            {
                if (await file.ReadAsync(cancellationToken).ConfigureAwait(false) is { IsEmpty: false } events)
                {
                    yield return decoder.Decode(events);
                    decoder.Drain();
                }
                else if (growth is null || !file.IsGrowing || file.IsCut)
                {
                    break;
                }
                else if (decoder.NextFile is not null)
                {
                    file.IsGrowing = false; // A ROTATE is the last that a server writes into a file.
                }
                else
                {
                    await growth.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            file.ThrowIfCut();
        }
    }

    /// <summary>The last of the paths, and those that the server has gone on to since.</summary>
    private bool IsFollowed(int index) => Follow is not null && index >= _paths.Length - 1;

    private async ValueTask<EventFile> OpenAsync(string path, int index, CancellationToken cancellationToken)
    {
        if (_stream is null)
        {
            return Follow is { } follow && index >= _paths.Length
                ? await FileGrowth.OpenAsync(path, _options, follow, cancellationToken).ConfigureAwait(false)
                : EventFile.Open(path, _options);
        }

        if (_isStreamUsed && !_stream.CanSeek)
        {
            throw new InvalidOperationException("This stream was read already and can't go back; make a new reader with a new stream.");
        }

        if (Follow is not null)
        {
            throw new InvalidOperationException("A stream can't be followed, only files can; a stream that waits for more by itself is read as it is.");
        }

        _isStreamUsed = true;
        if (_stream.CanSeek)
        {
            _stream.Position = _streamStart;
        }

        return new EventFile(_stream, _streamName, _options, leaveOpen: true);
    }

    private (string? Path, int Index) First(BinlogPosition? from)
    {
        if (_stream is not null)
        {
            return from is null || from.File == _streamName ? (_streamName, 0) : throw NotAmong(from);
        }

        if (from is null)
        {
            return (_paths.FirstOrDefault(), 0);
        }

        var index = Array.FindIndex(_paths, p => Path.GetFileName(p) == from.File);
        if (index >= 0)
        {
            return (_paths[index], index);
        }

        return Follow is not null && _paths.Length > 0 && LogFileName.IsPlain(from.File) && Sibling(_paths[^1], from.File) is var later && File.Exists(later)
            ? (later, _paths.Length)
            : throw NotAmong(from);
    }

    private string? Next(string path, int index, BinlogDecoder decoder)
    {
        if (_stream is not null || !IsFollowed(index))
        {
            var listed = _stream is null && index + 1 < _paths.Length ? _paths[index + 1] : null;
            return listed is null || !LogFileName.LeavesOut(path, listed) ? listed
                : throw new BinlogPositionException($"After this file comes {Path.GetFileName(listed)} in the list, and the server wrote another one between them or after it. Give all files in the server's order.", Path.GetFileName(path), decoder.StartOffset);
        }

        return decoder.NextFile is not { } next ? LogFileName.After(path)
            : LogFileName.IsPlain(next) ? Sibling(path, next)
            : throw new BinlogCorruptException($"A rotation to '{next}', which is no file's name.", decoder.File, decoder.StartOffset);
    }

    private static BinlogPositionException NotAmong(BinlogPosition from) =>
        new($"The position {from} lies in a file that isn't among those to read.", from.File, from.Offset);

    private static string Sibling(string path, string name) => Path.Combine(Path.GetDirectoryName(path) ?? "", name);
}
