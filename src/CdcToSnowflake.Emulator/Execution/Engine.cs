using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Notifications;
using CdcToSnowflake.Emulator.Execution.Usage;
using CdcToSnowflake.Emulator.Pipes;
using CdcToSnowflake.Emulator.Streams;
using CdcToSnowflake.Emulator.Tasks;
using CdcToSnowflake.Emulator.Warehouses;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>What all sessions of one emulator share.</summary>
internal sealed class Engine : IDisposable
{
    private readonly string _connectionString;

    // Keeps the database open (and an in-memory one alive) while no session is.
    private readonly DuckSession _root;

    // A commit changes DuckDB's rows and the state beside them: nobody may begin to read between the two.
    private readonly Lock _moment = new();

    private volatile EngineState _state;

    public Engine(EmulatorOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.FilesPerLoad, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads ?? 1, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LockTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MinimumTriggerInterval ?? TimeSpan.Zero, TimeSpan.Zero);
        options.Chaos?.Check();
        options.TaskChaos?.Check();
        options.StreamChaos?.Check();
        Options = options;
        WriteLock = new WriteLock(options.LockTimeout);
        var threads = options.Threads ?? EmulatorOptions.UsualThreads;
        _connectionString = (options.Database is { } file ? $"DataSource={Path.GetFullPath(file)}" : "DataSource=:memory:")
            + (threads is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $";threads={threads}"));
        _root = new DuckSession(_connectionString);
        // Before anything is written: a file that is refused stays as it is, and isn't held.
        if (CatalogStore.FormatOf(_root) is { } format and not CatalogStore.FormatVersion)
        {
            _root.Dispose();
            throw new EmulatorFormatException(options.Database!, format, CatalogStore.FormatVersion);
        }

        _root.Prepare();
        CatalogStore.EnsureCreated(_root);
        _state = EngineState.Load(_root);
        Pipes = new PipeService(this);
        Notifications = new NotificationOutbox(options.Notifications, options.Clock);
        Tasks = new TaskService(this, _root);
        Warehouses = new WarehouseService(this);
        Queries = new QueryLog(this);
    }

    public EmulatorOptions Options { get; }

    public TimeProvider Clock => Options.Clock;

    public WriteLock WriteLock { get; }

    /// <summary>Keeps change logs from being pruned under transactions that read them.</summary>
    public StreamPins Pins { get; } = new();

    public StreamTouches Touches { get; } = new();

    public PipeService Pipes { get; }

    public TaskService Tasks { get; }

    public NotificationOutbox Notifications { get; }

    public WarehouseService Warehouses { get; }

    public QueryLog Queries { get; }

    public EngineState State => _state;

    /// <summary>Called after each commit, outside of any lock: a task may be due.</summary>
    public event Action? Committed;

    public DuckSession OpenDuck()
    {
        if (Options.Database is not null)
        {
            return new DuckSession(_connectionString);
        }

        lock (_root)
        {
            return _root.Duplicate();
        }
    }

    /// <summary>Commits a transaction and makes its state the current one; the caller holds the write lock.</summary>
    public void Commit(DuckSession duck, EngineState state)
    {
        lock (_moment)
        {
            duck.Commit();
            _state = state;
        }
    }

    /// <summary>Begins a transaction for reading, in which DuckDB shows the rows of the returned state.</summary>
    public EngineState BeginReading(DuckSession duck)
    {
        lock (_moment)
        {
            duck.Begin(CatalogStore.Touch); // DuckDB's own snapshot begins with the first text
            return _state;
        }
    }

    public void RaiseCommitted() => Committed?.Invoke();

    public void Dispose()
    {
        _root.Dispose();
    }
}
