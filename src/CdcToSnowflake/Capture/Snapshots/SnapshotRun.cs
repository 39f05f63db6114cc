using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>
/// Reads tables as they are while the log goes on, chunk by chunk. A chunk's window opens at a boundary of the log; its SELECT sees everything up to there, and nothing beyond the
/// log's end when it has returned. At the first boundary at or after that end its rows are written, but for those whose keys the log has touched since the window opened: so
/// each row is what the source has at the boundary where it is written, and order alone makes it right.
/// </summary>
internal sealed partial class SnapshotRun(
    string brand, MySqlSnapshotSource source, CaptureOptions options, SnapshotMarks marks, SnapshotRequests requests, RowRequestObjects rowRequests, LeftOutTables leftOut, TableCatalog catalog, CutWriter cut, CutSchedule schedule, CaptureProgress progress,
    CaptureLog messages, TimeProvider time) : IAsyncDisposable
{
    // A table that is altered all the time, or whose definition can't be read for a reason that isn't understood.
    private const int MostBroken = 20;

    // Nobody tells when a reading begins to wait for its replica.
    private static readonly TimeSpan LookAtReading = TimeSpan.FromMilliseconds(100);

    private readonly SnapshotPlan _plan = new();
    private readonly SnapshotPace _pace = new(options.Snapshot.RowsPerSecond, time);
    private readonly List<SnapshotWindow> _windows = [];
    private readonly Stack<ChunkReader> _readers = [];
    private readonly Dictionary<TableName, TableSnapshot> _unanswered = [];
    private readonly Dictionary<TableName, TableSnapshot> _working = [];
    private readonly Dictionary<TableName, KnownTable> _known = [];
    private readonly HashSet<TableName> _listed = [];
    private readonly Dictionary<TableName, long?> _estimates = []; // as the tables were listed; a table's own is asked for anew as it begins
    private readonly Dictionary<TableName, LongWait> _told = [];
    private readonly List<TableSweep> _made = [];
    private long _lookedAt = time.GetTimestamp();
    private CancellationTokenSource _stop = new();
    private int _ended;
    private long _rows;

    /// <summary>Whether nothing is read or waits to be, and a commit changes nothing here.</summary>
    public bool IsIdle => _windows.Count + _plan.Count + _waitingRows.Count + _landedRows.Count + _made.Count + _heldBack.Count == 0 && cut.Snapshots.IsNone;

    private bool HasNext => _windows.Count < options.Snapshot.ParallelTables && (HasNextRows || _plan.HasNext(MustWait));

    private TimeSpan LookIn => options.Snapshot.RequestInterval - time.GetElapsedTime(_lookedAt);

    /// <summary>Finds out which tables are to be read, and of a new brand where its log begins.</summary>
    public async Task PrepareAsync(CutManifest? last, CancellationToken cancellationToken)
    {
        if (last is null && options.Snapshot.Mode == SnapshotMode.Initial)
        {
            // Before the tables are listed: one that is made in between is in the list, or in the log, or in both, which is as well.
            cut.BeginAt(await AskAsync(SourcePosition.NowAsync, "the end of the source's log can't be asked for", cancellationToken).ConfigureAwait(false));
        }

        await marks.LoadAsync(cancellationToken).ConfigureAwait(false);
        await marks.EndAsync(last?.Snapshots.Ended ?? [], cancellationToken).ConfigureAwait(false);
        await ListAsync(last, cancellationToken).ConfigureAwait(false);
        await TakeAgainAsync(cancellationToken).ConfigureAwait(false);
        _lookedAt = time.GetTimestamp();
        messages.SnapshotsPlanned(brand, _unanswered.Count, _unanswered.Values.Sum(table => table.Estimate ?? 0));
    }

    /// <summary>Begins, or begins anew, at the last cut's end.</summary>
    public async Task RestartAsync(BinlogPosition? from)
    {
        await StopAsync().ConfigureAwait(false);
        _plan.Clear();
        _working.Clear();
        _known.Clear();
        _told.Clear();
        foreach (var (name, table) in _unanswered)
        {
            _plan.Add(cut.Snapshots.UnderWay.GetValueOrDefault(PathOf(name)) is { } begun ? begun.With(table) with { Estimate = table.Estimate ?? begun.Estimate } : table);
        }

        RestartRows();
        RestartLogs();

        if (from is not null)
        {
            await OpenAsync(from, commit: null).ConfigureAwait(false); // the open cut is empty
        }

        Tell();
    }

    /// <summary>The window that a table's changes concern, or null.</summary>
    public SnapshotWindow? WindowOf(BinlogTable table)
    {
        foreach (var window in _windows)
        {
            if (window.Name.Table == table.Name && window.Name.Schema == table.Schema && window is { IsSpoiled: false, IsGivenUp: false })
            {
                return window;
            }
        }

        return null;
    }

    /// <summary>Whether something can be done at this place, a boundary.</summary>
    public bool IsDueAt(string file, long offset)
    {
        foreach (var window in _windows)
        {
            if (window.IsDueAt(file, offset))
            {
                return true;
            }
        }

        return !requests.IsEmpty || LookIn <= TimeSpan.Zero || (HasNext && _pace.Pause == TimeSpan.Zero);
    }

    /// <summary>Ends when something may have become due while the log is silent.</summary>
    public async Task ChangedAsync(CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task> changes = [requests.Came, .. _windows.Where(window => !window.Reading.IsCompleted).Select(window => window.Reading)];
        var pause = HasNext && _pace.Pause < LookIn ? _pace.Pause : LookIn;
        pause = LogRest is { } rest && rest < pause ? rest : pause;
        changes.Add(Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, time, timer.Token));

        await Task.WhenAny(changes).WaitAsync(cancellationToken).ConfigureAwait(false);
        await timer.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>Notes how far the log is, and on which server.</summary>
    public void IsOn(BinlogPosition position)
    {
        foreach (var window in _windows)
        {
            window.IsOn(position);
            if (window.IsSpoiled)
            {
                window.Reader.Recall();
            }
        }
    }

    /// <summary>Writes what has come so far that it can be written here, and begins what comes next.</summary>
    /// <param name="position">A boundary, to which everything before is in the open cut or in those before it.</param>
    /// <param name="reached">How far the log was read: there, or behind events after it that aren't shown and change nothing.</param>
    /// <param name="commit">Commits the open cut up to there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task LandAsync(BinlogPosition position, EventPlace reached, Func<Task> commit, CancellationToken cancellationToken)
    {
        while (requests.TryTake(out var request))
        {
            if (marks.Asked(request.Name, request.Id))
            {
                Add(request.Name, [request.Id]);
            }
        }

        if (LookIn <= TimeSpan.Zero)
        {
            await LookAsync(cancellationToken).ConfigureAwait(false);
        }

        IsOn(position); // before anything lands on another server's places
        foreach (var window in _windows.Where(window => window.IsDueAt(reached.File, reached.Offset)).ToList())
        {
            if (IsLeftOut(window))
            {
                _windows.Remove(window);
                _working.Remove(window.Name);
                _readers.Push(window.Reader);
                continue;
            }

            var chunk = await ResultAsync(window, position).ConfigureAwait(false);
            _windows.Remove(window);
            _pace.Read(chunk.Rows?.Rows ?? 0);
            if (window.Rows is { } rows)
            {
                await LandRowsAsync(window, rows, chunk, position, commit, cancellationToken).ConfigureAwait(false);
            }
            else if (_working.Remove(window.Name, out var table) && (window.IsSpoiled || (chunk.IsBroken && !(window.IsGivenUp && catalog.IsLog(window.Name)))))
            {
                BeginAnew(window, table);
            }
            else if (window.IsGivenUp)
            {
                if (catalog.IsLog(window.Name))
                {
                    LetRest(window);
                }
                else if (chunk is { Table: not null, Keys: null })
                {
                    messages.SnapshotGivenUp(brand, table!, options.Snapshot.MostTouchedKeys);
                }

                _plan.Add(table!);
            }
            else
            {
                await LandAsync(window, chunk, table!, position, commit, cancellationToken).ConfigureAwait(false);
            }

            _readers.Push(window.Reader);
        }

        await OpenAsync(position, commit).ConfigureAwait(false);
        Tell();
    }

    /// <summary>
    /// Waits until a table's reading has ended. One that itself waits for a server is given up, and one of a whole table: that may take as long as it likes, and meanwhile no cut would be committed.
    /// </summary>
    public async Task ReadAsync(BinlogTable table, CancellationToken cancellationToken)
    {
        var window = WindowOf(table);
        while (window is { Reading.IsCompleted: false })
        {
            if (window.Reader.IsWaiting || window.Reader.ReadsWhole)
            {
                window.GiveUp();
                return;
            }

            await Task.WhenAny(window.Reading, Task.Delay(LookAtReading, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Writes down what a committed cut ended.</summary>
    public async Task CommittedAsync(CutManifest manifest, CancellationToken cancellationToken)
    {
        foreach (var (name, table) in _unanswered.Where(_ => manifest.Snapshots.Ended.Count > 0).ToList())
        {
            // What was asked meanwhile isn't answered by it.
            List<string> left = [.. table.Ids.Except(manifest.Snapshots.Ended.Where(sweep => sweep.Table == PathOf(name)).SelectMany(sweep => sweep.Ids))];
            if (left.Count == 0)
            {
                _unanswered.Remove(name);
            }
            else
            {
                _unanswered[name] = table with { Ids = left };
            }
        }

        LogsCommitted(manifest);
        await marks.EndAsync(manifest.Snapshots.Ended.Concat(_made), cancellationToken).ConfigureAwait(false);
        _made.Clear();
        await RowsCommittedAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _stop.Dispose();
        foreach (var reader in _readers)
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }

        _readers.Clear();
    }

    private static string PathOf(TableName name) => StorePath.Table(name.Schema, name.Table);

    // Without a commit what the last one doesn't say yet has to wait.
    private async Task OpenAsync(BinlogPosition from, Func<Task>? commit)
    {
        OpenRows(from);
        while (_windows.Count < options.Snapshot.ParallelTables && _pace.Pause == TimeSpan.Zero && _plan.TakeNext(name => MustWait(name) || (commit is null && IsUnsaid(name))) is { } table)
        {
            var name = new TableName(table.Schema, table.Table);
            if (commit is not null && (IsUnsaid(name) || (table.Last is null && cut.FindOpen(PathOf(name)) is not null)))
            {
                // The sweep at the end spares what the first cut touched; what was written before the reading began must not be in that one.
                await commit().ConfigureAwait(false);
            }

            var reader = ReaderAt(from);
            var known = _known.GetValueOrDefault(name);
            var request = new ChunkRequest(name, from, table, known?.Definition, known?.RowBytes ?? 0);
            var stop = _stop.Token;
            _working[name] = table;
            _windows.Add(new SnapshotWindow(name, cut.Number, from.ServerUuid, reader, Task.Run(() => reader.ReadAsync(request, stop), stop), options.Snapshot.MostTouchedKeys));
            if (table.Last is null)
            {
                messages.SnapshotBegun(brand, table);
            }
        }
    }

    private ChunkReader ReaderAt(BinlogPosition from)
    {
        if (_readers.TryPop(out var free))
        {
            free.Forget();
            return free;
        }

        var place = new EventPlace(from.File, from.Offset);
        return new ChunkReader(source, options.Snapshot, catalog.Treated, queried => catalog.KeyOf(queried, place), options.ScratchFolder, time, (name, elapsed, what) => messages.SnapshotWaits(brand, name, elapsed, what));
    }

    private bool MustWait(TableName name) => IsBeingRead(name) || IsResting(name);

    // A table has one window at a time.
    private bool IsBeingRead(TableName name)
    {
        foreach (var window in _windows)
        {
            if (window.Name == name)
            {
                return true;
            }
        }

        return false;
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        foreach (var window in _windows)
        {
            await ((Task)window.Reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await window.Reader.DisposeAsync().ConfigureAwait(false); // its session was broken off
        }

        _windows.Clear();
        _landedRows.Clear();
        _stop.Dispose();
        _stop = new CancellationTokenSource();
    }

    private void Tell()
    {
        var requests = _waitingRows.Count + _windows.Count - _working.Count;
        var tables = _plan.Count + _working.Count;
        _pace.IsBusy = tables + requests > 0;
        progress.Snapshot = SnapshotProgress.Of(_ended, tables, requests, _rows, _plan.RowsLeft + TableSnapshot.RowsLeftOf(_working.Values), _working.Values.Concat(_plan.Known.Where(table => !_working.ContainsKey(new TableName(table.Schema, table.Table)))), _pace);
    }
}
