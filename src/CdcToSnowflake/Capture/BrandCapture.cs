using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Files;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcToSnowflake.Capture;

/// <summary>Takes a brand's binlog to the object store as numbered cuts of whole transactions, each row exactly once by the cuts' manifests.</summary>
/// <remarks>The store holds all its state: a new instance, on another machine too, goes on where the last manifest ends.</remarks>
public sealed class BrandCapture
{
    private const int WriterDigits = 12;

    private readonly string _brand;
    private readonly IBinlogReader _source;
    private readonly IObjectStore _store;
    private readonly CaptureOptions _options;
    private readonly IShapeObserver? _shapes;
    private readonly ISchemaSource? _schema;
    private readonly MySqlSnapshotSource? _snapshots;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ZeroDatePolicy _zeroDates;
    private readonly SnapshotRequests _requests = new();
    private int _running;

    /// <summary>Makes a capture; nothing is read yet.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="source">The brand's binlog. Give its options <see cref="CaptureOptions.Includes"/> as filter, to save decoding.</param>
    /// <param name="store">Where the cuts go.</param>
    /// <param name="options">What to take and how to cut; null = defaults.</param>
    /// <param name="shapes">Hears of each shape of a table before its first file, and at the start of all that the store has; null = nobody.</param>
    /// <param name="schema">Column names for binlogs without them; null = such tables are refused.</param>
    /// <param name="time">The clock; null = the system's.</param>
    /// <param name="logger">Takes messages; null = nobody.</param>
    /// <param name="snapshots">Where tables are read as they are (<see cref="CaptureOptions.Snapshot"/>); null = rows that are older than the oldest log aren't taken, as with binlog files.</param>
    /// <exception cref="ArgumentException">The brand's id is empty, or an option is out of its range or lacks another that it needs.</exception>
    public BrandCapture(
        string brand,
        IBinlogReader source,
        IObjectStore store,
        CaptureOptions? options = null,
        IShapeObserver? shapes = null,
        ISchemaSource? schema = null,
        TimeProvider? time = null,
        ILogger? logger = null,
        MySqlSnapshotSource? snapshots = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(brand);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(store);
        _brand = brand;
        _source = source;
        _store = store;
        _options = options ?? new CaptureOptions();
        _options.Validate();
        _shapes = shapes;
        _schema = schema;
        _snapshots = snapshots;
        _time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger.Instance;
        _zeroDates = new ZeroDatePolicy(_options.ZeroDates);
        Progress = new CaptureProgress(_zeroDates, _time);
    }

    /// <summary>How far it is; readable from any thread.</summary>
    public CaptureProgress Progress { get; }

    /// <summary>Captures until the source ends (files: the final cut is committed), or until it is cancelled or fails; then the last committed cut is the truth.</summary>
    /// <param name="cancellationToken">Stops it. Nothing half is committed.</param>
    /// <exception cref="CaptureException">Something that can't be followed; the message names the remedy.</exception>
    /// <exception cref="CutConflictException">Another capture of the brand is at work.</exception>
    /// <exception cref="ManifestException">The last manifest can't be read.</exception>
    /// <exception cref="StorageException">The store failed.</exception>
    /// <exception cref="ScratchFileException">The local disk has no room.</exception>
    /// <exception cref="BinlogException">The source failed.</exception>
    /// <exception cref="ModelException">A shape in the store can't be read, or the <see cref="IShapeObserver"/> can't take one. What else it throws comes through as it is.</exception>
    /// <exception cref="InvalidOperationException">It is running already.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _running, 1) != 0)
        {
            throw new InvalidOperationException($"The capture of {_brand} is running already.");
        }

        try
        {
            // On the pool: files and folders may answer without ever giving the caller's thread back.
            await Task.Run(() => RunOnceAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    /// <summary>
    /// Asks for a table to be read as it is once more, while capture goes on: rows that differ at the end are then as at the source, and rows that the source doesn't have are deleted
    /// from RAW. The request lies in the store, so it survives restarts, and whichever capture of the brand works answers it: this one soon, another one when it looks for requests next (<see cref="SnapshotOptions.RequestInterval"/>) or starts.
    /// </summary>
    /// <param name="schema">The table's schema, written as at the source.</param>
    /// <param name="table">The table, written as at the source.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When the request is stored.</returns>
    /// <exception cref="ArgumentException">The table isn't one that is taken, or is a log.</exception>
    /// <exception cref="InvalidOperationException">The capture has nothing to read tables from.</exception>
    /// <exception cref="StorageException">The store failed.</exception>
    public async Task RequestSnapshotAsync(string schema, string table, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(schema);
        ArgumentException.ThrowIfNullOrEmpty(table);
        if (_snapshots is null)
        {
            throw new InvalidOperationException($"The capture of {_brand} has nothing to read tables from. Give it a {nameof(MySqlSnapshotSource)}.");
        }

        if (!_options.Includes(schema, table))
        {
            throw new ArgumentException($"{schema}.{table} isn't among the tables that the capture of {_brand} takes.", nameof(table));
        }

        if (_options.IsAppendOnly(schema, table))
        {
            throw new ArgumentException($"{schema}.{table} is a log (CaptureOptions.AppendOnlyTables): its changes are taken, and at most once, before them, what it had (SnapshotOptions.ReadsAppendOnlyTables). Read again, its rows would stand there once more.", nameof(table));
        }

        var (name, id) = (new TableName(schema, table), Guid.NewGuid().ToString("N"));
        await SnapshotMarks.AskAsync(_store, _brand, name, id, cancellationToken).ConfigureAwait(false);
        _requests.Add(name, id);
    }

    private async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var log = new ManifestLog(_store, _brand);
        var files = new CutOptions { ZeroDates = _zeroDates, ScratchFolder = _options.ScratchFolder, FileBytes = _options.FileBytes, Gzip = _options.GzipLevel, Hash = _options.HashSalt is { } salt ? new ColumnHash(salt) : null };
        using var cut = new CutWriter(_store, log, _brand, NewWriter, files, _time);
        var shapes = new ShapeRegistry(_store, _brand, _shapes);
        var marks = new SnapshotMarks(_store, _brand);
        var catalog = new TableCatalog(_brand, _options, shapes, _schema, _snapshots is null ? null : marks);
        var schedule = new CutSchedule(_options, _time);
        var messages = new CaptureLog(_logger);
        var leftOut = new LeftOutTables(marks, catalog, shapes);
        var snapshots = _snapshots is null ? null : new SnapshotRun(_brand, _snapshots, _options, marks, _requests, new RowRequestObjects(_store, _brand), leftOut, catalog, cut, schedule, Progress, messages, _time);
        try
        {
            var statements = new StatementJudge(_brand, _options, catalog, shapes, cut, snapshots);
            var walk = new EventWalk(_brand, catalog, statements, cut, schedule, Progress, snapshots);
            var run = new CaptureRun(_brand, _options, _source, log, shapes, catalog, cut, walk, schedule, marks, leftOut, snapshots, Progress, messages, _time);
            await run.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (snapshots is not null)
            {
                await snapshots.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    // A new id for each run: files of a run that was broken off can never be taken for this one's.
    private static string NewWriter() => Guid.NewGuid().ToString("N")[..WriterDigits];
}
