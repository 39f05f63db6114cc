using System.Data.Common;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Operations.Cost;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Sql;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Hosting.Cost;

/// <summary>Reports from time to time what the account cost while this process works, and tells people of what is too much.</summary>
internal sealed class CostWatch(IOptions<CdcOptions> options, CdcStatus status, FailureAlerts alerts, ILoggerFactory loggers, TimeProvider time)
{
    private const string Part = "reports of the cost";

    // So that a process that dies at once, again and again, doesn't pay for a report each time.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(10);

    // A report wakes a warehouse, so trying again costs; and nothing about costs is so urgent.
    private static readonly TimeSpan RetryPause = TimeSpan.FromHours(1);

    private readonly ILogger _logger = loggers.CreateLogger("CdcToSnowflake.Cost");

    /// <summary>Runs until it is cancelled; ends at once if nobody asked for it, or there is no account. The report stays until <see cref="CdcStatus.Forget"/>.</summary>
    public async Task RunAsync(DbDataSource? account, Func<SnowflakeSql>? sql, CancellationToken cancellationToken)
    {
        var watch = options.Value.Cost;
        if (watch.Interval is not { } interval || account is null || sql is null)
        {
            return;
        }

        var pause = Least(interval, FirstPause);
        while (true)
        {
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            pause = interval;
            var now = time.GetUtcNow();
            CostReport report;
            try
            {
                report = await new CostReader(account, sql(), watch.Look).ReadAsync(CostPeriod.Last(watch.Period, time), cancellationToken).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested(); // it may have been left behind, and another report here
                status.Cost = report;
                status.Parts.Works(Part);
                CostLog.Reported(_logger, report.Period.From, report.Period.To, report.Credits, report.Period.InMonth(report.Credits), report.Saved);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                pause = Least(interval, RetryPause);
                status.Parts.Fails(Part, e);
                CostLog.Failed(_logger, e, pause);
                continue;
            }

            try
            {
                await TellAsync([.. CostFindings.Of(report, watch)], now, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                CostLog.Untold(_logger, e); // the alerts' own loop sends, and keeps, it again
            }
        }
    }

    private Task TellAsync(IReadOnlyList<(string Subject, string Problem, string Remedy)> findings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = alerts.Desk.Failing.Where(alert => alert.Kind == FailureKind.Cost).Select(alert => alert.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (subject, problem, remedy) in findings.Where(finding => !before.Contains(finding.Subject)))
        {
            CostLog.Costly(_logger, subject, problem, remedy);
        }

        foreach (var subject in before.Except(findings.Select(finding => finding.Subject)))
        {
            CostLog.Settled(_logger, subject);
        }

        return alerts.Desk.StandAsync(
            FailureKind.Cost, _ => true, [.. findings.Select(finding => new StandingFailure(finding.Subject, [finding.Subject], finding.Problem, finding.Remedy))], now, cancellationToken);
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
