using System.Diagnostics.CodeAnalysis;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Hosting.Changes;
using CdcToSnowflake.Hosting.Cost;
using CdcToSnowflake.Hosting.Descriptions;
using CdcToSnowflake.Hosting.Flow;
using CdcToSnowflake.Hosting.Standby;
using CdcToSnowflake.Hosting.Streams;
using CdcToSnowflake.Hosting.Targets;
using CdcToSnowflake.Hosting.Telemetry;
using CdcToSnowflake.Operations.Failures.Memory;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Hosting;

/// <summary>Runs all brands and handlers while this process holds the term, and waits while another does.</summary>
[RequiresUnreferencedCode(TemplateMembers.ByReflection)]
[RequiresDynamicCode(TemplateMembers.ByReflection)]
internal sealed class CdcService(
    IOptions<CdcOptions> options, CdcStatus status, CdcMetrics metrics, FailureAlerts alerts, FlowWatch flow, StreamWatch streams, CostWatch cost, DescriptionWatch descriptions, ILoggerFactory loggers,
    TimeProvider time, IServiceProvider services)
    : BackgroundService
{
    private readonly CdcOptions _options = options.Value;
    private readonly ILogger _logger = loggers.CreateLogger("CdcToSnowflake.Service");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var store = _options.Store.Open(services);
        using var owned = store as IDisposable;
        var leadership = new Leadership(
            store, _options.Standby, [.. _options.Brands.Keys], time, loggers.CreateLogger("CdcToSnowflake.Standby"), (brand, failure) => status.Monitor(brand).Looked(failure));
        try
        {
            await leadership.RunAsync((term, cancellationToken) => WorkAsync(store, term, cancellationToken), stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task WorkAsync(IObjectStore store, Term term, CancellationToken cancellationToken)
    {
        try
        {
            await WorkInTermAsync(store, term, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // What fails is the next process's to know and to tell.
            await alerts.Desk.ForgetAsync().ConfigureAwait(false);
        }
    }

    private async Task WorkInTermAsync(IObjectStore store, Term term, CancellationToken cancellationToken)
    {
        await alerts.Desk.RememberInAsync(new StoredAlertMemory(store, _options.Standby.Name, term.Number), cancellationToken).ConfigureAwait(false);
        var failures = 0;
        while (true)
        {
            var begun = time.GetTimestamp();
            try
            {
                var target = _options.Snowflake.Open(services);
                await using (target ?? (IAsyncDisposable)NoTarget.Instance)
                {
                    await WorkAsync(store, target, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // The warehouse as a whole; each brand and handler looks after its own failures.
                failures = _options.Retry.CountAfter(failures, time.GetElapsedTime(begun));
                var pause = _options.Retry.PauseAfter(failures);
                ServiceLog.TargetFailed(_logger, e, pause);
                ForEachBrand(brand => brand.Failed(e, canHeal: true));
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (cancellationToken.IsCancellationRequested)
                {
                    ForEachBrand(brand => brand.Waits());
                    throw new OperationCanceledException(cancellationToken);
                }
            }
        }
    }

    private async Task WorkAsync(IObjectStore store, IWarehouseTarget? target, CancellationToken cancellationToken)
    {
        using var bucket = target is not null && _options.Snowflake.SetBucketNotifications ? new S3BucketNotifications(_options.Store.S3!) : null;
        using var deployment = target is null ? null : new SnowflakeDeployment(target.Account, _options.Snowflake.Deployment, bucket is null ? null : bucket.EnsureAsync);
        deployment?.Remarked = remark => ServiceLog.LeftAlone(_logger, remark);
        var watched = target is null ? store : await target.WatchAsync(store, cancellationToken).ConfigureAwait(false);
        await descriptions.ReadAsync(deployment, cancellationToken).ConfigureAwait(false);
        if (deployment is not null)
        {
            await BrandRecall.RunAsync(watched, deployment, _options.Brands.Keys, _logger, cancellationToken).ConfigureAwait(false);
        }

        watched = status.HandlerMonitors.Count > 0 ? new RecentFiles(watched) : watched;
        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var brands = _options.Brands.Select(brand => PartAsync(
            $"brand {brand.Key}",
            new BrandWorker(brand.Key, brand.Value, _options.Retry, status.Monitor(brand.Key), metrics, loggers, time, services).RunAsync(watched, deployment, together.Token),
            together.Token));
        var handlers = status.HandlerMonitors.Select(handler => (Monitor: handler, Work: PartAsync(
            $"handler {handler.Options.Name}, brand {handler.Brand.Brand}",
            new HandlerWorker(
                handler, _options.Retry, _options.Brands[handler.Brand.Brand].Capture.ScratchFolder, metrics, loggers, time, services.GetRequiredService<IServiceScopeFactory>())
                .RunAsync(watched, together.Token),
            together.Token))).ToList();
        Func<SnowflakeSql>? sql = deployment is null ? null : () => deployment.Sql;
        Task[] work =
        [
            .. brands,
            PartAsync("alerts", alerts.RunAsync(target?.Account, sql, together.Token), together.Token),
            PartAsync("looks at the flow", flow.RunAsync(store, target?.Account, sql, together.Token), together.Token),
            PartAsync("looks at the streams", streams.RunAsync(target?.Account, sql, together.Token), together.Token),
            PartAsync("reports of the cost", cost.RunAsync(target?.Account, sql, together.Token), together.Token),
            PartAsync("descriptions", descriptions.RunAsync(deployment, together.Token), together.Token),
        ];
        var warehouse = target?.RunAsync(together.Token) ?? Task.Delay(Timeout.Infinite, together.Token);
        try
        {
            // Workers end only when they can't go on; the others do. What the warehouse throws ends all of them.
            await warehouse.ConfigureAwait(false);
        }
        finally
        {
            await together.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await LeaveAsync(handlers).ConfigureAwait(false);
            status.Parts.Clear();
        }
    }

    // A handler that doesn't listen to its token must not keep this process from handing over, and from taking its turn again.
    private async Task LeaveAsync(List<(HandlerMonitor Monitor, Task Work)> handlers)
    {
        var limit = _options.Standby.SilenceLimit;
        await Task.WhenAll(handlers.Select(handler => handler.Work)).WaitAsync(limit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var (monitor, _) in handlers.Where(handler => !handler.Work.IsCompleted))
        {
            HandlerLog.Left(_logger, monitor.Options.Name, monitor.Brand.Brand, limit);
            monitor.Waits();
        }
    }

    // Nobody waits for it before all work ends, so it must tell by itself.
    private async Task PartAsync(string part, Task work, CancellationToken cancellationToken)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            ServiceLog.PartEnded(_logger, e, part);
            status.Parts.Ended(part, e);
        }
    }

    private void ForEachBrand(Action<BrandMonitor> action)
    {
        foreach (var brand in _options.Brands.Keys)
        {
            action(status.Monitor(brand));
        }
    }

    private sealed class NoTarget : IAsyncDisposable
    {
        public static readonly NoTarget Instance = new();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
