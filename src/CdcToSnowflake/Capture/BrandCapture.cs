using CdcToSnowflake.Binlog;
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
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ZeroDatePolicy _zeroDates;
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
    public BrandCapture(
        string brand,
        IBinlogReader source,
        IObjectStore store,
        CaptureOptions? options = null,
        IShapeObserver? shapes = null,
        ISchemaSource? schema = null,
        TimeProvider? time = null,
        ILogger? logger = null)
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
        _time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger.Instance;
        _zeroDates = new ZeroDatePolicy(_options.ZeroDates);
        Progress = new CaptureProgress(_zeroDates);
    }

    /// <summary>How far it is; readable from any thread.</summary>
    public CaptureProgress Progress { get; }

    /// <summary>Captures until the source ends (files: the final cut is committed), or until it is cancelled or fails; then the last committed cut is the truth.</summary>
    /// <param name="cancellationToken">Stops it. Nothing half is committed.</param>
    /// <exception cref="CaptureException">Something that can't be followed; the message names the remedy.</exception>
    /// <exception cref="CutConflictException">Another capture of the brand is at work.</exception>
    /// <exception cref="ManifestException">The last manifest can't be read.</exception>
    /// <exception cref="StorageException">The store failed.</exception>
    /// <exception cref="BinlogException">The source failed.</exception>
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

    private async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        // A new id for each run: files of a run that was broken off can never be taken for this one's.
        var writer = Guid.NewGuid().ToString("N")[..WriterDigits];
        var log = new ManifestLog(_store, _brand);
        using var cut = new CutWriter(_store, log, _brand, writer, new CutOptions { ZeroDates = _zeroDates, ScratchFolder = _options.ScratchFolder }, _time);
        var shapes = new ShapeRegistry(_store, _brand, _shapes);
        var catalog = new TableCatalog(_brand, _options, shapes, _schema);
        var schedule = new CutSchedule(_options, _time);
        var statements = new StatementJudge(_brand, _options, catalog, shapes, cut);
        var walk = new EventWalk(_brand, catalog, statements, cut, schedule, Progress);
        var run = new CaptureRun(_brand, _source, log, shapes, catalog, cut, walk, schedule, Progress, new CaptureLog(_logger), _time);
        await run.RunAsync(cancellationToken).ConfigureAwait(false);
    }
}
