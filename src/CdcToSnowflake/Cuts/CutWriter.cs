using CdcToSnowflake.Binlog;
using CdcToSnowflake.Files;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Cuts;

/// <summary>The open cut of a brand: takes rows, keeps memory bounded, uploads files, and is sealed to be committed.</summary>
/// <param name="store">Where the files go.</param>
/// <param name="log">Where the manifests go.</param>
/// <param name="brand">The brand's id.</param>
/// <param name="newWriter">Makes the writer's id, and another one when files of a cut that was thrown away have it.</param>
/// <param name="options">How memory and disk are used.</param>
/// <param name="time">The clock.</param>
internal sealed class CutWriter(IObjectStore store, ManifestLog log, string brand, Func<string> newWriter, CutOptions options, TimeProvider time) : IDisposable
{
    // Of so few tables builders are kept whatever their size: growing them anew in each large cut leaves more to collect than they hold.
    private const int FewTables = 2;

    // Of more tables the last files go up before the cut is sealed: all of them at once would be as many open files.
    private const int FilesLeft = 16;

    private readonly List<CutTableRows> _tables = [];
    private readonly Dictionary<string, CutTarget> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<CutTarget, TableWriter> _idle = new(ReferenceEqualityComparer.Instance);
    private readonly WriteBehind _writes = new();
    private string _writer = newWriter();
    private bool _hasUploads;
    private long _buffered;
    private SnapshotNews _committedSnapshots = SnapshotNews.None;

    /// <summary>The number of the open cut.</summary>
    public ulong Number { get; private set; } = 1;

    /// <summary>The end of the last cut, committed or sealed; null before the first.</summary>
    public BinlogPosition? From { get; private set; }

    /// <summary>Rows in the open cut.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes of rows that came into the open cut, as they lie in memory.</summary>
    public long Bytes { get; private set; }

    /// <summary>The first commit in the open cut, or null.</summary>
    public long? FirstCommitAt { get; private set; }

    /// <summary>The newest commit in the open cut, or null.</summary>
    public long? LastCommitAt { get; private set; }

    /// <summary>What the open cut will say of snapshots; goes back to the last cut's when the open one is thrown away.</summary>
    public SnapshotNews Snapshots { get; set; } = SnapshotNews.None;

    /// <summary>Whether the open cut has something to say: rows, or news of snapshots.</summary>
    public bool HasNews => Rows > 0 || !ReferenceEquals(Snapshots, _committedSnapshots);

    /// <summary>Whether a file has reached its size and should be uploaded before more rows come.</summary>
    public bool HasFullFile { get; private set; }

    /// <summary>Goes on after the last committed cut, or begins with cut 1.</summary>
    public void Resume(CutManifest? last)
    {
        _committedSnapshots = After(last?.Snapshots ?? SnapshotNews.None);
        Discard();
        Number = (last?.Cut ?? 0) + 1;
        From = last?.To;
    }

    /// <summary>Begins a brand's first cut somewhere else than at the source's earliest.</summary>
    public void BeginAt(BinlogPosition from) => From = Number == 1 ? from : throw new InvalidOperationException($"Cut {Number} begins where the last one ended.");

    /// <summary>The table's target in the open cut, if it has rows there. A table has one shape in a cut.</summary>
    public CutTarget? FindOpen(string path) => _targets.GetValueOrDefault(path);

    /// <summary>Adds a row.</summary>
    public void Append(CutTarget target, BinlogRow row, RowOp op, long commitAtMicros)
    {
        var open = Open(target, commitAtMicros);
        var before = open.Writer.BufferedBytes;
        open.Writer.Append(row, op, commitAtMicros, Rows + 1);
        Appended(open, before);
    }

    /// <summary>Adds a row as a SELECT found it, or one that has only its key and that a SELECT didn't find.</summary>
    public void Append(CutTarget target, QueriedRow row, RowOp op, long readAtMicros)
    {
        var open = Open(target, readAtMicros);
        var before = open.Writer.BufferedBytes;
        open.Writer.Append(row, op, readAtMicros, Rows + 1);
        Appended(open, before);
    }

    /// <summary>Adds a row that says that the table was emptied.</summary>
    public void AppendTruncate(CutTarget target, long commitAtMicros)
    {
        var open = Open(target, commitAtMicros);
        var before = open.Writer.BufferedBytes;
        open.Writer.AppendTruncate(commitAtMicros, Rows + 1);
        Appended(open, before);
    }

    /// <summary>Uploads the files that have reached their size.</summary>
    public async Task UploadFullFilesAsync(CancellationToken cancellationToken)
    {
        await UploadAsync(table => table.Writer.FileBytes >= options.FileBytes, cancellationToken).ConfigureAwait(false);
        HasFullFile = false;
    }

    /// <summary>Ends the open cut; a new one is open then, which takes rows while this one is committed.</summary>
    /// <param name="to">A transaction's end, and the end of the rows so far.</param>
    /// <param name="lastCommitAt">The newest commit that was seen, for a cut without rows.</param>
    /// <param name="unsettled">The tables whose next rows may have any shape.</param>
    /// <param name="cancellationToken">Leaves the cut uncommitted.</param>
    public async Task<SealedCut> SealAsync(BinlogPosition to, long? lastCommitAt, UnsettledTables unsettled, CancellationToken cancellationToken)
    {
        var closedAt = Now();
        var files = new List<(string Key, FinishedFile File)>();
        if (_tables.Count(table => table.Writer.HasRows) <= FilesLeft)
        {
            try
            {
                files.AddRange(_tables.Where(table => table.Writer.HasRows).Select(Finish));
            }
            catch
            {
                files.ForEach(file => file.File.Dispose());
                throw;
            }
        }
        else
        {
            await UploadAsync(table => table.Writer.HasRows, cancellationToken).ConfigureAwait(false);
        }

        var manifest = new CutManifest
        {
            Cut = Number,
            Writer = _writer,
            Brand = brand,
            From = From,
            To = to,
            FirstCommitAt = FirstCommitAt,
            LastCommitAt = LastCommitAt ?? lastCommitAt,
            ClosedAt = closedAt,
            CommittedAt = closedAt,
            Tables = [.. _tables.Select(table => new CutTable(table.Target.Path, table.Target.Table.Shape, table.Rows, [.. table.Uploaded]))],
            Unsettled = unsettled,
            Snapshots = Snapshots,
        };
        _committedSnapshots = After(Snapshots);
        Reset();
        Number++;
        From = to;
        return new SealedCut(store, log, manifest, files, Now);
    }

    /// <summary>Forgets the open cut's rows. Files that it has uploaded stay as orphans, under an id that no manifest will have.</summary>
    public void Discard()
    {
        if (_hasUploads)
        {
            // Rows are counted and merged by their writer's id, whichever file they came from: under the same one the orphans' would be taken for this cut's, when it comes again.
            _writer = newWriter();
        }

        foreach (var table in _tables)
        {
            table.Writer.Discard();
        }

        Reset();
    }

    public void Dispose()
    {
        Discard();
        foreach (var idle in _idle.Values)
        {
            idle.Dispose();
        }

        _idle.Clear();
    }

    private CutTableRows Open(CutTarget target, long commitAtMicros)
    {
        FirstCommitAt ??= commitAtMicros;
        LastCommitAt = LastCommitAt is { } last ? Math.Max(last, commitAtMicros) : commitAtMicros;
        if (target.Open is { } open)
        {
            return open;
        }

        if (!_idle.Remove(target, out var table))
        {
            table = new TableWriter(target.Table, target.Labels, options.ZeroDates, options.Hash, options.ScratchFolder, options.Gzip, _writes);
        }

        table.Begin(checked((long)Number), _writer);
        open = new CutTableRows(target, table);
        _targets.Add(target.Path, target);
        target.Open = open;
        _tables.Add(open);
        return open;
    }

    private void Appended(CutTableRows table, long before)
    {
        var added = table.Writer.BufferedBytes - before;
        Rows++;
        table.Rows++;
        Bytes += added;
        _buffered += added;
        if (table.Writer.BufferedBytes >= (table.Target.Table.Format == FileFormat.Parquet ? options.RowGroupBytes : options.TextBytes))
        {
            Flush(table);
        }
        else if (_buffered >= options.BufferBytes)
        {
            Flush(_tables.MaxBy(other => other.Writer.BufferedBytes)!);
        }
    }

    private void Flush(CutTableRows table)
    {
        _buffered -= table.Writer.BufferedBytes;
        table.Writer.Flush();
        HasFullFile |= table.Writer.FileBytes >= options.FileBytes;
    }

    private async Task UploadAsync(Func<CutTableRows, bool> chosen, CancellationToken cancellationToken)
    {
        var uploads = new CutUploads(store, cancellationToken);
        await using (uploads.ConfigureAwait(false))
        {
            foreach (var table in _tables.Where(chosen))
            {
                var (key, file) = Finish(table);
                await uploads.BeginAsync(key, file).ConfigureAwait(false);
            }

            await uploads.EndAsync().ConfigureAwait(false);
        }
    }

    private (string Key, FinishedFile File) Finish(CutTableRows table)
    {
        _hasUploads = true; // whatever becomes of it: the store may have it though its answer was lost
        _buffered -= table.Writer.BufferedBytes;
        var file = table.Writer.Finish();
        var key = StorePath.Data(brand, table.Target.Table, Number, _writer, table.Uploaded.Count);
        table.Uploaded.Add(new CutFile(key, file.Rows, file.Bytes));
        return (key, file);
    }

    private long Now() => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private void Reset()
    {
        // Builders of this cut's tables keep their memory for the next one; those of older cuts, or after a large one, let it go.
        var keep = Bytes < options.BufferBytes || _tables.Count <= FewTables;
        _idle.Clear();
        foreach (var table in _tables)
        {
            table.Target.Open = null;
            if (keep)
            {
                _idle[table.Target] = table.Writer;
            }
        }

        _tables.Clear();
        _targets.Clear();
        _buffered = 0;
        Rows = 0;
        Bytes = 0;
        FirstCommitAt = null;
        LastCommitAt = null;
        HasFullFile = false;
        _hasUploads = false;
        Snapshots = _committedSnapshots;
    }

    // What has ended is told once.
    private static SnapshotNews After(SnapshotNews news) => news.UnderWay.IsEmpty ? SnapshotNews.None : news.Ended.IsEmpty ? news : news with { Ended = [] };
}
