using System.Runtime.CompilerServices;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog;

/// <summary>Reads binlog files in order and ends at the end of the last one. A corrupt or cut file gives what was whole before, then a typed error.</summary>
public sealed class BinlogFileReader : IBinlogReader
{
    private readonly IReadOnlyList<string> _paths;
    private readonly BinlogOptions _options;

    /// <summary>Makes a reader; nothing is opened yet.</summary>
    /// <param name="paths">The files in binlog order.</param>
    /// <param name="options">How to decode; null = defaults.</param>
    public BinlogFileReader(IReadOnlyList<string> paths, BinlogOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        _paths = [.. paths];
        _options = options ?? new BinlogOptions();
    }

    /// <inheritdoc/>
    /// <remarks><paramref name="from"/>'s file is found among the paths by its name.</remarks>
    /// <exception cref="FileNotFoundException">A file isn't there.</exception>
    public async IAsyncEnumerable<BinlogBatch> ReadAsync(BinlogPosition? from = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var decoder = new BinlogDecoder(_options, fromServer: false);
        decoder.Start(from);
        for (var i = from is null ? 0 : IndexOf(from); i < _paths.Count; i++)
        {
            using var file = new EventFile(_paths[i], _options);
            await file.OpenAsync(cancellationToken).ConfigureAwait(false);
            decoder.Go(file.Name, BinlogPosition.FirstEvent);
            if (from is { Offset: > BinlogPosition.FirstEvent } && from.File == file.Name)
            {
                // The format description first, whatever the place: it says how to read the rest.
                var format = await file.ReadFirstAsync(cancellationToken).ConfigureAwait(false);
                decoder.Decode(format);
                decoder.Drain();
                file.Seek(from.Offset);
                decoder.Go(file.Name, from.Offset);
            }

            while (await file.ReadAsync(cancellationToken).ConfigureAwait(false) is { IsEmpty: false } events)
            {
                yield return decoder.Decode(events);
                decoder.Drain();
            }

            file.ThrowIfCut();
        }
    }

    private int IndexOf(BinlogPosition from)
    {
        for (var i = 0; i < _paths.Count; i++)
        {
            if (Path.GetFileName(_paths[i]) == from.File)
            {
                return i;
            }
        }

        throw new BinlogPositionException($"The position {from} lies in a file that isn't among those to read.", from.File, from.Offset);
    }
}
