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
    // A source that is away mustn't hold up the others; what it says of its tables comes later then.
    private static readonly TimeSpan FirstDescriptions = TimeSpan.FromSeconds(10);

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
            // What failed or stopped in this term says nothing of the next process, which works from now on.
            ForEachBrand(brand => brand.Waits());
            // What fails is the next process's to know and to tell.
            await alerts.Desk.ForgetAsync().ConfigureAwait(false);
        }
    }

    private async Task WorkInTermAsync(IObjectStore store, Term term, CancellationToken cancellationToken)
    {
        await alerts.Desk.RememberInAsync(new StoredAlertMemory(store, _options.Standby.Name, term.Number), cancellationToken).ConfigureAwait(false);
        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var told = Alerts(together.Token);
        try
        {
            for (var failures = 0; ;)
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
                    told = told.Work.IsCompleted ? Alerts(together.Token) : told; // an error ended it: it begins again with all else
                    await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            await together.CancelAsync().ConfigureAwait(false);
            await LeaveAsync([told]).ConfigureAwait(false);
            status.Parts.Clear();
        }
    }

    private async Task WorkAsync(IObjectStore store, IWarehouseTarget? target, CancellationToken cancellationToken)
    {
        using var bucket = target is not null && _options.Snowflake.SetBucketNotifications ? new S3BucketNotifications(_options.Store.S3!) { Delay = _options.Snowflake.NotificationDelay } : null;
        using var deployment = target is null ? null : new SnowflakeDeployment(target.Account, _options.Snowflake.Deployment, bucket);
        deployment?.Remarked = remark => ServiceLog.LeftAlone(_logger, remark);
        deployment?.AwaitsFiles = delay => ServiceLog.BucketAwaited(_logger, delay);
        var watched = target is null ? store : await target.WatchAsync(store, cancellationToken).ConfigureAwait(false);
        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var described = descriptions.ReadAsync(deployment, together.Token);
        List<Task> brands = [];
        List<(Task Work, Action Left)> others = [Part("descriptions", descriptions.RunAsync(described, deployment, together.Token), together.Token)];
        try
        {
            await described.WaitAsync(FirstDescriptions, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (deployment is not null)
            {
                await BrandRecall.RunAsync(watched, deployment, [.. _options.Brands.Keys], _logger, cancellationToken).ConfigureAwait(false);
            }

            watched = status.HandlerMonitors.Count > 0 ? new RecentFiles(watched) : watched;
            brands.AddRange(_options.Brands.Select(brand => PartAsync(
                $"brand {brand.Key}",
                new BrandWorker(brand.Key, _options.Standby.Name, brand.Value, _options.Retry, status.Monitor(brand.Key), metrics, loggers, time, services).RunAsync(watched, deployment, together.Token),
                together.Token)));
            others.AddRange(status.HandlerMonitors.Select(handler => Handler(handler, watched, together.Token)));
            Func<SnowflakeSql>? sql = deployment is null ? null : () => deployment.Sql;
            others.AddRange(
            [
                Part("looks at what works again", alerts.SeeRecoveriesAsync(target?.Account, sql, together.Token), together.Token),
                Watch("looks at the flow", flow.RunAsync(store, target?.Account, sql, together.Token), together.Token),
                Watch("looks at the streams", streams.RunAsync(target?.Account, sql, together.Token), together.Token),
                Watch("reports of the cost", cost.RunAsync(target?.Account, sql, together.Token), together.Token),
            ]);

            // Workers end only when they can't go on; the others do. What the warehouse throws ends all of them.
            await (target?.RunAsync(together.Token) ?? Task.Delay(Timeout.Infinite, together.Token)).ConfigureAwait(false);
        }
        finally
        {
            await together.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(brands).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await LeaveAsync(others).ConfigureAwait(false);
            foreach (var handler in status.HandlerMonitors)
            {
                handler.Waits();
            }

            status.Forget();
        }
    }

    // Beside the warehouse, which may be what fails.
    private (Task Work, Action Left) Alerts(CancellationToken cancellationToken) => Part("alerts", alerts.RunAsync(cancellationToken), cancellationToken);

    private (Task Work, Action Left) Handler(HandlerMonitor monitor, IObjectStore store, CancellationToken cancellationToken)
    {
        var worker = new HandlerWorker(
            monitor, _options.Retry, _options.Brands[monitor.Brand.Brand].Capture.ScratchFolder, metrics, loggers, time, services.GetRequiredService<IServiceScopeFactory>());
        return (
            PartAsync($"handler {monitor.Options.Name}, brand {monitor.Brand.Brand}", worker.RunAsync(store, cancellationToken), cancellationToken),
            () => HandlerLog.Left(_logger, monitor.Options.Name, monitor.Brand.Brand, _options.Standby.SilenceLimit));
    }

    private (Task Work, Action Left) Part(string part, Task work, CancellationToken cancellationToken) =>
        (PartAsync(part, work, cancellationToken), () => ServiceLog.PartLeft(_logger, part, _options.Standby.SilenceLimit));

    // It tells itself whether it sees anything.
    private (Task Work, Action Left) Watch(string part, Task work, CancellationToken cancellationToken) =>
        (PartAsync(part, work, cancellationToken, isHeardOf: true), () => ServiceLog.PartLeft(_logger, part, _options.Standby.SilenceLimit));

    // An application's code, or a driver, that doesn't listen to its token must not keep this process from handing over, and from taking its turn again.
    private async Task LeaveAsync(List<(Task Work, Action Left)> others)
    {
        await Task.WhenAll(others.Select(other => other.Work)).WaitAsync(_options.Standby.SilenceLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        others.FindAll(other => !other.Work.IsCompleted).ForEach(other => other.Left());
    }

    // Nobody waits for it before all work ends, so it must tell by itself.
    private async Task PartAsync(string part, Task work, CancellationToken cancellationToken, bool isHeardOf = false)
    {
        status.Parts.Begins(part, isHeardOf);
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            ServiceLog.PartEnded(_logger, e, part);
            status.Parts.Ended(part, e);
        }
        finally
        {
            status.Parts.Leaves(part);
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
