using System.Diagnostics.CodeAnalysis;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Hosting.Changes;
using CdcToSnowflake.Hosting.Flow;
using CdcToSnowflake.Hosting.Standby;
using CdcToSnowflake.Hosting.Streams;
using CdcToSnowflake.Hosting.Targets;
using CdcToSnowflake.Hosting.Telemetry;
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
    IOptions<CdcOptions> options, CdcStatus status, CdcMetrics metrics, FailureAlerts alerts, FlowWatch flow, StreamWatch streams, ILoggerFactory loggers, TimeProvider time, IServiceProvider services)
    : BackgroundService
{
    private readonly CdcOptions _options = options.Value;
    private readonly ILogger _logger = loggers.CreateLogger("CdcToSnowflake.Service");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var store = _options.Store.Open(services);
        using var owned = store as IDisposable;
        var leadership = new Leadership(store, _options.Standby, time, loggers.CreateLogger("CdcToSnowflake.Standby"));
        try
        {
            await leadership.RunAsync(cancellationToken => WorkAsync(store, cancellationToken), stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task WorkAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
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
        using var deployment = target is null ? null : new SnowflakeDeployment(target.Account, _options.Snowflake.Deployment);
        var watched = target is null ? store : await target.WatchAsync(store, cancellationToken).ConfigureAwait(false);
        if (deployment is not null)
        {
            await BrandRecall.RunAsync(watched, deployment, _options.Brands.Keys, _logger, cancellationToken).ConfigureAwait(false);
        }

        watched = status.HandlerMonitors.Count > 0 ? new RecentFiles(watched) : watched;
        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var brands = _options.Brands.Select(brand =>
            new BrandWorker(brand.Key, brand.Value, _options.Retry, status.Monitor(brand.Key), metrics, loggers, time, services).RunAsync(watched, deployment, together.Token));
        var handlers = status.HandlerMonitors.Select(handler =>
            new HandlerWorker(
                handler, _options.Retry, _options.Brands[handler.Brand.Brand].Capture.ScratchFolder, metrics, loggers, time, services.GetRequiredService<IServiceScopeFactory>())
                .RunAsync(watched, together.Token));
        Func<SnowflakeSql>? sql = deployment is null ? null : () => deployment.Sql;
        Task[] work =
        [
            .. brands, .. handlers, alerts.RunAsync(target?.Account, sql, together.Token), flow.RunAsync(store, target?.Account, sql, together.Token),
            streams.RunAsync(target?.Account, sql, together.Token),
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
