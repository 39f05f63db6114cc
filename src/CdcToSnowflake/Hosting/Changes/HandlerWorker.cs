using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Files;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Hosting.Telemetry;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Hosting.Changes;

/// <summary>Takes one brand's committed changes to one handler: in order, at least once, no faster than the handler wants them.</summary>
[RequiresUnreferencedCode(RowType.ByReflection)]
internal sealed class HandlerWorker(
    HandlerMonitor monitor, RetryOptions retry, string scratchFolder, CdcMetrics metrics, ILoggerFactory loggers, TimeProvider time, IServiceScopeFactory scopes)
{
    // A row may have many MB, so counting them alone bounds no memory.
    private const long LargestBatch = 16 << 20;

    // Cuts without changes for the handler are acknowledged this many at a time.
    private const ulong CutsPerQuietProgress = 100;

    private readonly ILogger _logger = loggers.CreateLogger("CdcToSnowflake.Changes");
    private readonly ChangeHandlerOptions _options = monitor.Options;
    private readonly string _brand = monitor.Brand.Brand;
    private readonly int _run = monitor.Begins();
    private readonly RowBatch _batch = RowBatch.For(monitor.Options.Row);

    /// <summary>Runs until it is cancelled, or the handler can't go on without people.</summary>
    public async Task RunAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await FollowAsync(store, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                if (!Failures.CanHeal(e))
                {
                    monitor.Failed(_run, e, canHeal: false);
                    HandlerLog.Stopped(_logger, e, _options.Name, _brand);
                    return;
                }

                await PauseAsync(e, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task FollowAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        var log = new ManifestLog(store, _brand);
        var progress = new HandlerProgress(store, _brand, _options.Name);
        var tables = new HandledTables(store, _brand, _options.Patterns(), RowType.Of(_options.Row));
        var done = await progress.ReadAsync(cancellationToken).ConfigureAwait(false) ?? await BeginAsync(log, progress, cancellationToken).ConfigureAwait(false);
        var written = done;
        monitor.Follows(_run, done);
        await foreach (var manifest in CutsAfterAsync(done, log, progress, cancellationToken).ConfigureAwait(false))
        {
            monitor.IsAt(_run, manifest);
            var hadChanges = await DeliverAsync(store, manifest, tables, progress, cancellationToken).ConfigureAwait(false);
            if (hadChanges || manifest.Cut - written >= CutsPerQuietProgress)
            {
                await progress.WriteAsync(manifest.Cut, cancellationToken).ConfigureAwait(false);
                written = manifest.Cut;
            }

            monitor.Done(_run, manifest.Cut);
        }
    }

    private async Task<ulong> BeginAsync(ManifestLog log, HandlerProgress progress, CancellationToken cancellationToken)
    {
        var done = _options.FromEarliest
            ? await BeforeFirstAsync(log, cancellationToken).ConfigureAwait(false)
            : (await log.FindLastAsync(cancellationToken).ConfigureAwait(false))?.Cut ?? 0;
        // At once, so that a handler that is killed before its first change doesn't begin later.
        await progress.WriteAsync(done, cancellationToken).ConfigureAwait(false);
        HandlerLog.Begins(_logger, _options.Name, _brand, done + 1);
        return done;
    }

    // Old manifests may have been deleted, so the earliest may be any.
    private static async Task<ulong> BeforeFirstAsync(ManifestLog log, CancellationToken cancellationToken)
    {
        await foreach (var first in log.ReadFromAsync(0, cancellationToken).ConfigureAwait(false))
        {
            return first.Cut - 1;
        }

        return 0;
    }

    /// <summary>The cuts, from memory while it keeps up with the capture, else from the store.</summary>
    private async IAsyncEnumerable<CutManifest> CutsAfterAsync(
        ulong done, ManifestLog log, HandlerProgress progress, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isFirst = true;
        while (true)
        {
            var (manifest, newest, next) = monitor.Brand.Cuts.Find(done + 1);
            if (manifest is not null)
            {
                yield return manifest;
                done = manifest.Cut;
            }
            else if (isFirst || newest > done)
            {
                await foreach (var stored in log.ReadFromAsync(done + 1, cancellationToken).ConfigureAwait(false))
                {
                    if (stored.Cut != done + 1)
                    {
                        throw new ChangesMissingException(_options.Name, _brand, done + 1, progress.Key);
                    }

                    yield return stored;
                    done = stored.Cut;
                }
            }
            else
            {
                await next.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            isFirst = false;
        }
    }

    /// <returns>Whether the cut had changes for the handler.</returns>
    private async Task<bool> DeliverAsync(IObjectStore store, CutManifest manifest, HandledTables tables, HandlerProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            var sources = new List<(CutTable, SourceTable, IReadOnlyList<int>)>();
            var mappers = new Dictionary<SourceTable, RowMapper>(ReferenceEqualityComparer.Instance);
            foreach (var part in manifest.Tables)
            {
                if (await tables.FindAsync(part, cancellationToken).ConfigureAwait(false) is { } found)
                {
                    sources.Add((part, found.Table, found.Mapper.Columns));
                    mappers[found.Table] = found.Mapper;
                }
            }

            return sources.Count > 0 && await DeliverAsync(store, manifest.Cut, sources, mappers, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectNotFoundException e)
        {
            throw new ChangesMissingException(_options.Name, _brand, manifest.Cut, progress.Key, e);
        }
    }

    private async Task<bool> DeliverAsync(
        IObjectStore store,
        ulong cut,
        List<(CutTable, SourceTable, IReadOnlyList<int>)> sources,
        Dictionary<SourceTable, RowMapper> mappers,
        CancellationToken cancellationToken)
    {
        _batch.Clear();
        var hadChanges = false;
        using var rows = await CutRows.OpenAsync(store, sources, scratchFolder, cancellationToken).ConfigureAwait(false);
        while (rows.Current is { } row)
        {
            var operation = OperationOf(row.Op);
            if (operation != ChangeOperation.Snapshot || _options.IncludeSnapshots)
            {
                _batch.Add(operation, mappers[row.Table], row);
                hadChanges = true;
            }

            if (_batch.Count == _options.BatchSize || _batch.Bytes >= LargestBatch)
            {
                await CallUntilTakenAsync(cut, cancellationToken).ConfigureAwait(false);
            }

            await rows.AdvanceAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_batch.Count > 0)
        {
            await CallUntilTakenAsync(cut, cancellationToken).ConfigureAwait(false);
        }

        return hadChanges;
    }

    private async Task CallUntilTakenAsync(ulong cut, CancellationToken cancellationToken)
    {
        var failures = monitor.Status.Failures;
        while (true)
        {
            try
            {
                await CallAsync(cut, cancellationToken).ConfigureAwait(false);
                monitor.Took(_run, failures);
                _batch.Clear();
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                metrics.HandlerFailed(_brand, _options.Name, e);
                await PauseAsync(e, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task CallAsync(ulong cut, CancellationToken cancellationToken)
    {
        using var activity = CdcActivities.Source.StartActivity(CdcTelemetry.HandleActivity);
        activity?.SetTag(CdcTelemetry.BrandTag, _brand).SetTag(CdcTelemetry.HandlerTag, _options.Name).SetTag(CdcTelemetry.CutTag, (long)cut);
        var begun = time.GetTimestamp();
        try
        {
            var scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                await _batch.HandleAsync(scope.ServiceProvider.GetRequiredService(_options.Handler), _brand, cut, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.GetType().FullName);
            throw;
        }

        metrics.Handled(_brand, _options.Name, _batch.Count, time.GetElapsedTime(begun));
    }

    private async Task PauseAsync(Exception error, CancellationToken cancellationToken)
    {
        var failures = monitor.Failed(_run, error, canHeal: true);
        var pause = retry.PauseAfter(failures);
        HandlerLog.Retrying(_logger, error, _options.Name, _brand, pause, failures);
        await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
    }

    private static ChangeOperation OperationOf(RowOp op) => (char)op switch
    {
        'I' => ChangeOperation.Insert,
        'U' => ChangeOperation.Update,
        'D' => ChangeOperation.Delete,
        'R' => ChangeOperation.Snapshot,
        'T' => ChangeOperation.Truncate,
        var other => throw new InvalidDataException($"A file of the store has a row with the operation '{other}', which this version doesn't know. Take the version that wrote it."),
    };
}
