using System.Data.Common;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Operations.Flow;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Hosting.Flow;

/// <summary>Looks at each brand's flow from time to time while this process works, and tells what is missing.</summary>
internal sealed class FlowWatch(IOptions<CdcOptions> options, CdcStatus status, FailureAlerts alerts, ILoggerFactory loggers, TimeProvider time)
{
    private readonly ILogger _logger = loggers.CreateLogger("CdcToSnowflake.Flow");

    /// <summary>Runs until it is cancelled; ends at once if nobody asked for it, or there is no account.</summary>
    public async Task RunAsync(IObjectStore store, DbDataSource? account, Func<SnowflakeSql>? sql, CancellationToken cancellationToken)
    {
        if (options.Value.Flow.Interval is not { } interval || account is null || sql is null)
        {
            return;
        }

        while (true)
        {
            await Task.Delay(interval, time, cancellationToken).ConfigureAwait(false);
            foreach (var brand in options.Value.Brands.Keys)
            {
                try
                {
                    var generated = sql();
                    await TellAsync(await new BrandFlow(store, account, generated, options.Value.Flow.Look).LookAsync(brand, cancellationToken).ConfigureAwait(false), generated, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception e) when (!cancellationToken.IsCancellationRequested)
                {
                    FlowLog.Failed(_logger, e, brand, interval);
                }
            }
        }
    }

    private async Task TellAsync(FlowReport report, SnowflakeSql sql, CancellationToken cancellationToken)
    {
        var before = status.Monitor(report.Brand).Flow?.Holes ?? [];
        status.Monitor(report.Brand).Flow = report;
        foreach (var hole in report.Holes)
        {
            if (before.All(known => known.Key != hole.Key))
            {
                FlowLog.Hole(_logger, report.Brand, hole.Problem, hole.Remedy);
            }

            await alerts.Desk.HandleAsync(new FileMissing(hole.Key, report.At, report.Brand, hole.Problem, hole.Remedy), cancellationToken).ConfigureAwait(false);
        }

        if (report.Holes.Count > 0)
        {
            return;
        }

        if (before.Count > 0)
        {
            FlowLog.Whole(_logger, report.Brand);
        }

        await alerts.Desk.SucceededAsync(FailureKind.Flow, report.Brand, report.At, cancellationToken).ConfigureAwait(false);
        // A pipe sends no word of success: where nothing is missing, what it skipped has been loaded.
        foreach (var pipe in alerts.Desk.Failing.Where(alert => alert.Kind == FailureKind.Pipe && sql.IsPipeOf(report.Brand, alert.Name)))
        {
            await alerts.Desk.SucceededAsync(FailureKind.Pipe, pipe.Name, report.At, cancellationToken).ConfigureAwait(false);
        }
    }
}
