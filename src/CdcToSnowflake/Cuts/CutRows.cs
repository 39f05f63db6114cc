using CdcToSnowflake.Files;
using CdcToSnowflake.Files.Reading;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Cuts;

/// <summary>Reads a cut's rows back from the store, over several tables in the order of their _SEQ.</summary>
internal sealed class CutRows : IDisposable
{
    // Smaller files are read in memory, larger ones from a nameless file on the disk.
    private const int SmallFile = 256 << 10;

    private readonly IObjectStore _store;
    private readonly string _scratchFolder;
    private readonly PriorityQueue<(RowReader Reader, Queue<CutFile> Further, IReadOnlyList<int> Columns), long> _open = new();

    private CutRows(IObjectStore store, string scratchFolder) => (_store, _scratchFolder) = (store, scratchFolder);

    /// <summary>Opens the first file of each table.</summary>
    /// <param name="store">The store.</param>
    /// <param name="tables">The tables' parts of the cut, each with its shape and the numbers of the columns to read.</param>
    /// <param name="scratchFolder">Where larger files lie while they are read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ObjectNotFoundException">A file is gone.</exception>
    public static async Task<CutRows> OpenAsync(
        IObjectStore store, IEnumerable<(CutTable Part, SourceTable Table, IReadOnlyList<int> Columns)> tables, string scratchFolder, CancellationToken cancellationToken)
    {
        var rows = new CutRows(store, scratchFolder);
        try
        {
            foreach (var (part, table, columns) in tables)
            {
                await rows.EnqueueAsync(new Queue<CutFile>(part.Files), table, columns, cancellationToken).ConfigureAwait(false);
            }

            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>The present row, by the reader that stands on it; null after the last.</summary>
    public RowReader? Current => _open.TryPeek(out var first, out _) ? first.Reader : null;

    /// <summary>Goes to the next row.</summary>
    public async ValueTask AdvanceAsync(CancellationToken cancellationToken)
    {
        var first = _open.Dequeue();
        if (first.Reader.Read())
        {
            _open.Enqueue(first, first.Reader.Seq);
            return;
        }

        var table = first.Reader.Table;
        first.Reader.Dispose();
        await EnqueueAsync(first.Further, table, first.Columns, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        while (_open.TryDequeue(out var open, out _))
        {
            open.Reader.Dispose();
        }
    }

    private async Task EnqueueAsync(Queue<CutFile> files, SourceTable table, IReadOnlyList<int> columns, CancellationToken cancellationToken)
    {
        while (files.TryDequeue(out var file))
        {
            var reader = RowReader.Open(await FetchAsync(file, cancellationToken).ConfigureAwait(false), table, columns);
            if (reader.Read())
            {
                _open.Enqueue((reader, files, columns), reader.Seq);
                return;
            }

            reader.Dispose();
        }
    }

    private async Task<Stream> FetchAsync(CutFile file, CancellationToken cancellationToken)
    {
        Stream copy = file.Bytes <= SmallFile ? new MemoryStream((int)file.Bytes) : ScratchFile.Open(_scratchFolder);
        try
        {
            var content = await _store.OpenReadAsync(file.Key, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                await content.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
            }

            copy.Position = 0;
            return copy;
        }
        catch
        {
            await copy.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
