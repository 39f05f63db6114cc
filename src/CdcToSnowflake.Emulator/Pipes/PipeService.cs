using System.Collections.Concurrent;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>The pipes' queues: filled by announcements and by listings, emptied by <see cref="LoadAsync"/>.</summary>
internal sealed class PipeService(Engine engine)
{
    private readonly ConcurrentDictionary<long, PipeQueue> _queues = new();
    private readonly ConcurrentQueue<(long PipeId, string Prefix, DateTimeOffset Since, bool AlsoFailed)> _refreshes = new();
    // Pipes that files may have come for while their table or stage was missing.
    private readonly ConcurrentDictionary<long, bool> _missed = new();
    private readonly ConcurrentDictionary<long, (PipeObject Pipe, CopyIntoTableStatement Copy)> _copies = new();
    private readonly PipeLoader _loader = new(engine);
    private volatile PipeTargets? _targets;
    private DateTimeOffset _refreshAgain;

    public StoreRegistry Stores { get; } = new();

    /// <summary>How often the chaos of <see cref="EmulatorOptions"/> has struck.</summary>
    public PipeChaosCount Struck { get; } = new();

    /// <summary>Files came, or a listing was asked for.</summary>
    public event Action? Announced;

    /// <summary>Whether a pipe that is not paused holds files back until rounds of loading have passed.</summary>
    public bool HoldsBack => Targets().Any(target => target.IsRunning && Queue(target.Pipe.Id).HoldsBack);

    public bool HasWaiting => !_refreshes.IsEmpty || Targets().Any(target => target.IsRunning && Queue(target.Pipe.Id).Count > 0);

    public PipeQueue Queue(long pipeId) => _queues.GetOrAdd(pipeId, _ => new PipeQueue(engine.Options.Chaos, Struck));

    /// <summary>An object was written: AUTO_INGEST pipes over its place take it.</summary>
    public void Announce(IObjectStore store, string key, long size)
    {
        var known = Known();
        // The worker must see the mark, though what the pipe lacked may have been made, and woken it, just before.
        var any = Miss(known);
        foreach (var (target, location) in known.Over(store, key))
        {
            var file = Pending(target, store, location, key, size);
            if (target.Takes(file.File.Path) && !Chaos.Loses(engine.Options.Chaos, file.File.Path))
            {
                Queue(target.Pipe.Id).Add(file);
                any = true;
            }
        }

        if (any)
        {
            Announced?.Invoke();
        }
    }

    /// <summary>ALTER PIPE … REFRESH: what is there and not loaded yet is queued at the next step.</summary>
    public void RequestRefresh(long pipeId, string prefix, DateTimeOffset since)
    {
        _refreshes.Enqueue((pipeId, prefix, since, AlsoFailed: true));
        Announced?.Invoke();
    }

    /// <summary>Queues what a store already holds for the pipes over it: their notifications waited while this was not running.</summary>
    public async Task ListAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        var pipes = Known();
        Miss(pipes);
        foreach (var target in pipes.All.Where(target => target.Pipe.AutoIngest))
        {
            if (StageLocation.Within(store, target.Stage.Url, target.Copy.Stage.Path) is { } location)
            {
                await EnqueueAsync(target, location, string.Empty, _loader.Known(target, loadedOnly: false), DateTimeOffset.MinValue, cancellationToken).ConfigureAwait(false);
            }
        }

        Announced?.Invoke();
    }

    /// <summary>Loads each pipe's waiting files, once around. true if a file was loaded, skipped or is still held back.</summary>
    /// <param name="ignoreRetryTimes">Whether a file that the store refused is tried again at once.</param>
    /// <param name="cancellationToken">Ends it between loads.</param>
    public async Task<bool> LoadAsync(bool ignoreRetryTimes, CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        var any = false;
        foreach (var target in Targets())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var queue = Queue(target.Pipe.Id);
            if (!target.IsRunning || queue.Count == 0)
            {
                continue;
            }

            var now = engine.Clock.GetUtcNow();
            var taken = queue.Take(engine.Options.FilesPerLoad, ignoreRetryTimes ? null : now);
            if (taken.Count > 0)
            {
                await _loader.LoadAsync(target, taken, queue, cancellationToken).ConfigureAwait(false);
            }

            any |= taken.Count > 0 || queue.NextRetry is { } retry && (ignoreRetryTimes || retry <= now);
        }

        return any;
    }

    /// <summary>When a file may be tried again; null: none waits for that.</summary>
    public DateTimeOffset? NextRetry()
    {
        var file = Targets().Where(target => target.IsRunning).Min(target => Queue(target.Pipe.Id).NextRetry);
        return _refreshes.IsEmpty || file < _refreshAgain ? file : _refreshAgain;
    }

    /// <summary>A pipe's definition read; parsed once per state of the pipe.</summary>
    public PipeTarget? Target(PipeObject pipe) => Target(pipe, engine.State.Catalog);

    private PipeTarget? Target(PipeObject pipe, CatalogSnapshot catalog)
    {
        var known = _copies.GetValueOrDefault(pipe.Id);
        if (!ReferenceEquals(known.Pipe, pipe))
        {
            known = (pipe, PipeTarget.Parse(pipe));
            _copies[pipe.Id] = known;
        }

        return PipeTarget.Of(pipe, known.Copy, catalog);
    }

    /// <summary>Forgets what is kept of pipes that are gone.</summary>
    public void ForgetDropped()
    {
        foreach (var id in _queues.Keys.Where(id => engine.State.Catalog.ById<PipeObject>(id) is null))
        {
            _queues.TryRemove(id, out _);
        }

        foreach (var id in _copies.Keys.Where(id => engine.State.Catalog.ById<PipeObject>(id) is null))
        {
            _copies.TryRemove(id, out _);
        }
    }

    private IReadOnlyList<PipeTarget> Targets() => Known().All;

    // The catalog changes seldom, files come often.
    private PipeTargets Known()
    {
        var (known, catalog) = (_targets, engine.State.Catalog);
        if (known is null || !ReferenceEquals(known.Catalog, catalog))
        {
            var owners = new Dictionary<string, RoleAccess>(StringComparer.Ordinal);
            var pipes = catalog.OfType<PipeObject>().OrderBy(pipe => pipe.Id).Select(pipe => (Pipe: pipe, Target: Target(pipe, catalog))).ToList();
            _targets = known = new PipeTargets(
                catalog,
                [.. pipes.Select(pipe => pipe.Target).OfType<PipeTarget>().Select(target => target with { IsStalled = target.Denied(Owner(target.Pipe.OwnerRole), catalog) is not null })],
                [.. pipes.Where(pipe => pipe is { Target: null, Pipe.AutoIngest: true }).Select(pipe => pipe.Pipe)]);

            RoleAccess Owner(string role) => owners.TryGetValue(role, out var access) ? access : owners[role] = new RoleAccess(role, [], catalog);
        }

        return known;
    }

    private bool Miss(PipeTargets known)
    {
        var any = false;
        foreach (var pipe in known.Unready)
        {
            any |= _missed.TryAdd(pipe.Id, true);
        }

        return any;
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        // Their messages would have waited in the bucket's queue; here the place is listed once there is something to load into. Of what failed before, no message would have waited.
        foreach (var id in _missed.Keys.Where(id => engine.State.Catalog.ById<PipeObject>(id) is not { } pipe || Target(pipe) is not null).Order())
        {
            _missed.TryRemove(id, out _);
            _refreshes.Enqueue((id, string.Empty, DateTimeOffset.MinValue, AlsoFailed: false));
        }

        while (_refreshes.TryPeek(out var refresh))
        {
            if (engine.State.Catalog.ById<PipeObject>(refresh.PipeId) is { } pipe && Target(pipe) is { } target
                && Stores.Find(target.Stage.Url, target.Copy.Stage.Path) is { } location)
            {
                try
                {
                    await EnqueueAsync(target, location, refresh.Prefix, _loader.Known(target, refresh.AlsoFailed), refresh.Since, cancellationToken).ConfigureAwait(false);
                }
                catch (StorageException)
                {
                    // The store may recover: asked again a second later.
                    _refreshAgain = engine.Clock.GetUtcNow() + TimeSpan.FromSeconds(1);
                    return;
                }
            }

            _refreshes.TryDequeue(out _);
        }
    }

    private async Task EnqueueAsync(PipeTarget target, StageLocation location, string below, HashSet<string> known, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await foreach (var found in location.Store.ListAsync(location.Prefix + below, null, cancellationToken).ConfigureAwait(false))
        {
            var pending = Pending(target, location.Store, location, found.Key, found.Size);
            if (found.LastModified >= since && target.Takes(pending.File.Path) && !known.Contains(pending.File.Path))
            {
                Queue(target.Pipe.Id).Add(pending);
            }
        }
    }

    private PendingFile Pending(PipeTarget target, IObjectStore store, StageLocation location, string key, long size)
    {
        // The history's path is below the stage's URL; the location's prefix is that of the COPY's path.
        var stageLength = location.Prefix.Length - target.Copy.Stage.Path.Length;
        return new PendingFile(new StagedFile(store, key, key[Math.Max(0, stageLength)..].TrimStart('/'), size), engine.Clock.GetUtcNow());
    }
}
