using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Pipes;
using CdcToSnowflake.Emulator.Server;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator;

/// <summary>
/// An embedded Snowflake on DuckDB: it runs the same SQL text as the real one, with streams, tasks, pipes and stages. What it does not know it
/// refuses by name (<see cref="NotEmulatedException"/>). Pipes and tasks run only in <see cref="RunAsync"/>, <see cref="StepAsync"/> and <see cref="DrainAsync"/>.
/// </summary>
/// <remarks>Safe to use from several threads; each connection is one session and used by one thread at a time.</remarks>
public sealed class SnowflakeEmulator : DbDataSource
{
    internal const string ByReflection = "The embedded Snowflake keeps its catalog by reflection, and DuckDB is native code beside the program: neither trim nor compile ahead of time what uses it. It is for development and tests.";

    private readonly Engine _engine;
    private readonly BackgroundWork _work;
    private int _isDisposed;

    /// <summary>Opens the database, or makes it.</summary>
    /// <param name="options">null = in memory, on the system's clock.</param>
    /// <exception cref="SnowflakeException">The file is not a DuckDB database, or another process has it open.</exception>
    /// <exception cref="EmulatorFormatException">A release wrote the file whose format this one doesn't read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    [RequiresUnreferencedCode(ByReflection)]
    [RequiresDynamicCode(ByReflection)]
    public SnowflakeEmulator(EmulatorOptions? options = null)
    {
        _engine = new Engine(options ?? new EmulatorOptions());
        _work = new BackgroundWork(_engine);
    }

    /// <inheritdoc/>
    public override string ConnectionString => string.Empty;

    /// <summary>
    /// Registers a store, so that stages may lie in it, and queues what it already holds for the AUTO_INGEST pipes over it: notifications
    /// are kept while nobody reads them, here as with a bucket's queue.
    /// </summary>
    /// <param name="store">The store to watch.</param>
    /// <param name="cancellationToken">Gives up the listing.</param>
    /// <returns>The store to write by: it announces each object to the pipes. Writes past it are seen only by ALTER PIPE … REFRESH.</returns>
    /// <exception cref="StorageException">The store cannot be listed.</exception>
    public async Task<IObjectStore> WatchAsync(IObjectStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        _engine.Pipes.Stores.Add(store);
        await _engine.Pipes.ListAsync(store, cancellationToken).ConfigureAwait(false);
        return new AnnouncingStore(store, _engine.Pipes);
    }

    /// <summary>Loads announced files and runs due tasks until cancelled. It sleeps until a file comes, a transaction commits or the clock says so.</summary>
    /// <param name="cancellationToken">Ends it; what is running is rolled back.</param>
    /// <exception cref="IOException">The database below is damaged or its disk is full. A failed task or file is not an exception: it stands in the history.</exception>
    /// <remarks>A message that an <see cref="INotificationSink"/> throws at is delivered again 1, 2, 4, … and then every 60 seconds later; <see cref="StepAsync"/> and <see cref="DrainAsync"/> also let what it threw come through.</remarks>
    public Task RunAsync(CancellationToken cancellationToken = default) => Task.Run(() => _work.RunAsync(cancellationToken), CancellationToken.None);

    /// <summary>Does everything that is due now, once: waiting files, then due tasks.</summary>
    /// <param name="cancellationToken">Ends it; what is running is rolled back.</param>
    /// <returns>true if anything ran.</returns>
    public Task<bool> StepAsync(CancellationToken cancellationToken = default) => _work.StepAsync(cancellationToken);

    /// <summary>Goes on until no file waits and no triggered task with data gets further, without regard to trigger intervals. Scheduled tasks run only if they are due.</summary>
    /// <param name="cancellationToken">Ends it; what is running is rolled back.</param>
    public Task DrainAsync(CancellationToken cancellationToken = default) => _work.DrainAsync(cancellationToken);

    internal PipeChaosCount PipeChaosStruck => _engine.Pipes.Struck;

    internal Session OpenSession()
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        return new Session(_engine);
    }

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => new EmulatorConnection(this);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            EndAsync().AsTask().GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        await EndAsync().ConfigureAwait(false);
        await base.DisposeAsyncCore().ConfigureAwait(false);
    }

    private async ValueTask EndAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await _work.DisposeAsync().ConfigureAwait(false);
            _engine.Dispose();
        }
    }
}
