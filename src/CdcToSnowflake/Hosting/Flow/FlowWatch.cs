using System.Data.Common;
using System.Globalization;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Operations.Completeness;
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
    // A look waits for the store and the account, and hardly works itself.
    private const int BrandsAtOnce = 4;

    private readonly ILogger _logger = loggers.CreateLogger("CdcToSnowflake.Flow");

    /// <summary>Runs until it is cancelled; ends at once if nobody asked for it, or there is no account. What was seen stays until <see cref="CdcStatus.Forget"/>: a look that was left behind may end long after.</summary>
    public async Task RunAsync(IObjectStore store, DbDataSource? account, Func<SnowflakeSql>? sql, CancellationToken cancellationToken)
    {
        if (options.Value.Flow.Interval is not { } interval || account is null || sql is null)
        {
            return;
        }

        var round = new FlowRound(time);
        var brands = options.Value.Brands.Keys.ToDictionary(brand => brand, _ => new FlowMemory(), StringComparer.Ordinal);
        foreach (var brand in brands.Keys)
        {
            status.Monitor(brand).Looks = new FlowLooks(time.GetUtcNow(), null) { Round = round };
        }

        while (true)
        {
            await Task.Delay(interval, time, cancellationToken).ConfigureAwait(false);
            round.Begin();
            await Parallel.ForEachAsync(
                brands, new ParallelOptions { MaxDegreeOfParallelism = BrandsAtOnce, CancellationToken = cancellationToken },
                async (brand, stop) => await LookAsync(store, account, sql, brand.Key, brand.Value, interval, stop).ConfigureAwait(false)).ConfigureAwait(false);
            round.End();
        }
    }

    private async Task LookAsync(IObjectStore store, DbDataSource account, Func<SnowflakeSql> sql, string brand, FlowMemory memory, TimeSpan interval, CancellationToken cancellationToken)
    {
        var monitor = status.Monitor(brand);
        FlowReport report;
        try
        {
            report = await new BrandFlow(store, account, sql(), LookOf(brand)).LookAsync(brand, memory, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested(); // it may have been left behind, and another look here
            monitor.Looks = monitor.Looks! with { SeenAt = time.GetUtcNow(), Error = null, HasSeen = true };
            monitor.Looks.Round?.Goes();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            monitor.Looks = monitor.Looks! with { Error = e };
            FlowLog.Failed(_logger, e, brand, interval);
            return;
        }

        try
        {
            await TellAsync(report, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // What was seen is seen; the alerts' own loop sends, and keeps, it again.
            FlowLog.Untold(_logger, e, brand);
        }
    }

    // A source that has ended is silent for ever, and one that the capture here waits for as long as nothing comes.
    private FlowOptions LookOf(string brand)
    {
        var (look, silence, now) = (options.Value.Flow.Look, options.Value.Brands[brand].LongestSilence, status.Monitor(brand).Status);
        var isIdle = now.State == BrandState.Ended || now is { State: BrandState.Running, IsSilent: false };
        return look with { Silence = isIdle ? TimeSpan.MaxValue : silence > look.Silence ? silence : look.Silence };
    }

    private Task TellAsync(FlowReport report, CancellationToken cancellationToken)
    {
        var before = status.Monitor(report.Brand).Flow?.Holes ?? [];
        status.Monitor(report.Brand).Flow = report;
        foreach (var hole in report.Holes.ExceptBy(before.Select(Part), Part))
        {
            FlowLog.Hole(_logger, report.Brand, hole.Problem, hole.Remedy);
        }

        if (before.Count > 0 && report.Holes.Count == 0)
        {
            FlowLog.Whole(_logger, report.Brand);
        }

        return alerts.Desk.StandAsync(FailureKind.Flow, name => name == report.Brand, Failures(report, options.Value.Flow.BehindLimit), report.At, cancellationToken);
    }

    // A brand that lacks a file falls behind by that.
    private static IReadOnlyList<StandingFailure> Failures(FlowReport report, TimeSpan behindLimit) => report.Holes is [var first, ..]
        ? [new StandingFailure(report.Brand, [.. report.Holes.Select(Part)], first.Problem, first.Remedy, first.Key)]
        : report.Behind > behindLimit
            ? [report.StandsStill ? Silent(report) : new StandingFailure(
                report.Brand, ["behind"], string.Create(CultureInfo.InvariantCulture, $"Changes that were committed {report.Behind} ago aren't in CI yet; the limit is {behindLimit}."),
                "See in COPY_HISTORY and TASK_HISTORY whether its pipes load and its tasks run. No file is missing.")]
            : [];

    private static StandingFailure Silent(FlowReport report) => new(
        report.Brand, ["behind"], string.Create(CultureInfo.InvariantCulture, $"No cut was committed for {report.Silence}, so what the source wrote since isn't captured."),
        "See in the health check and log of the brand why its capture stands still, or at the source whether one transaction is written for so long. The account's side waits for it; nothing is lost while the source keeps its binlog.");

    // A file that is refused at last, after it was missing, is another trouble.
    private static string Part(Hole hole) => hole.IsRefused ? $"refused {hole.Key}" : $"missing {hole.Key}";
}
