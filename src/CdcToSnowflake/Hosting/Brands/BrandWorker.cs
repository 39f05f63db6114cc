using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Hosting.Sources;
using CdcToSnowflake.Hosting.Standby;
using CdcToSnowflake.Hosting.Telemetry;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;
using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Hosting.Brands;

/// <summary>Keeps a brand captured while this process works: what can pass is tried again, what can't stops this brand alone.</summary>
internal sealed class BrandWorker(
    string brand, string standby, BrandOptions options, RetryOptions retry, BrandMonitor monitor, CdcMetrics metrics, ILoggerFactory loggers, TimeProvider time, IServiceProvider services)
{
    // Each lost race is another writer's cut. Once is a process that was overtaken and finishes its last write; more in a row is one that doesn't know of our term.
    private const int LostRacesInARow = 5;

    // A replica that was promoted while it still applies what it has got is there within minutes. One that stays behind was restored to an earlier time, or promoted without the rest.
    private static readonly TimeSpan LongestBehind = TimeSpan.FromMinutes(10);

    private readonly ILogger _logger = loggers.CreateLogger("CdcToSnowflake.Brands");

    /// <summary>Runs until it is cancelled, the source ends, or something happened that can't pass.</summary>
    public async Task RunAsync(IObjectStore store, SnowflakeDeployment? deployment, CancellationToken cancellationToken)
    {
        var lostRaces = 0;
        long? behindSince = null;
        while (true)
        {
            try
            {
                await CaptureAsync(store, deployment, () => (lostRaces, behindSince) = (0, null), cancellationToken).ConfigureAwait(false);
                monitor.Ends();
                BrandLog.Ended(_logger, brand);
                return;
            }
            catch when (cancellationToken.IsCancellationRequested)
            {
                // Whatever it is, the cancellation may have caused it.
                monitor.Waits();
                throw;
            }
            catch (Exception e)
            {
                lostRaces = e is CutConflictException ? lostRaces + 1 : 0;
                behindSince = e is BinlogPositionException ? behindSince ?? time.GetTimestamp() : behindSince; // until it commits
                var isBehindForLong = behindSince is { } since && time.GetElapsedTime(since) > LongestBehind;
                var canHeal = Failures.CanHeal(e) && lostRaces < LostRacesInARow && !isBehindForLong;
                var told = e is CutConflictException conflict ? await ContestAsync(store, conflict, cancellationToken).ConfigureAwait(false) : e;
                var failures = monitor.Failed(told, canHeal);
                metrics.BrandFailed(brand, told, canHeal);
                if (!canHeal)
                {
                    BrandLog.Stopped(_logger, told, brand);
                    return;
                }

                var pause = retry.PauseAfter(failures);
                BrandLog.Retrying(_logger, told, brand, pause, failures);
                await PauseAsync(pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task CaptureAsync(IObjectStore store, SnowflakeDeployment? deployment, Action committed, CancellationToken cancellationToken)
    {
        if (deployment is not null)
        {
            await deployment.EnsureBrandAsync(brand, store.Location, cancellationToken).ConfigureAwait(false);
        }

        var capturing = options.ToCapture();
        var source = options.Source?.Invoke(services) ?? ServerAddress.Parse(options.ConnectionString!).Open(capturing, options.SnapshotConnectionString is { } replica ? ServerAddress.Parse(replica) : null);
        await using (source.ConfigureAwait(false))
        {
            var capture = new BrandCapture(brand, source.Reader, store, capturing, deployment, source.Schema, time, loggers.CreateLogger<BrandCapture>(), source.Tables);
            // A cut whose commit was answered by silence, or that another process wrote: nobody here has told of it.
            capture.Progress.CutFound = monitor.Cuts.Publish;
            capture.Progress.CutCommitted = manifest =>
            {
                committed();
                monitor.Committed(manifest);
                metrics.Committed(brand, manifest);
                CdcActivities.Committed(brand, manifest);
            };
            monitor.Runs(capture.Progress);
            await capture.RunAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // A lost race says which writer won, and people know services by their names.
    private async Task<Exception> ContestAsync(IObjectStore store, CutConflictException conflict, CancellationToken cancellationToken)
    {
        try
        {
            return await new TermLog(store, standby).FindOtherAsync(brand, cancellationToken).ConfigureAwait(false) is var (other, holder) ? new BrandContestedException(brand, standby, other, holder, conflict) : conflict;
        }
        catch (Exception e) when ((Failures.CanHeal(e) || e is ObjectVersionException) && !cancellationToken.IsCancellationRequested)
        {
            return conflict; // what can't be seen there isn't told
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            monitor.Waits();
            throw;
        }
    }
}
