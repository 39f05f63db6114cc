using System.Globalization;
using CdcToSnowflake.Hosting.Parts;
using CdcToSnowflake.Model;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Operations.Recovery;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Hosting.Alerts;

/// <summary>Failures of which this service would never see the end: they would stand for ever, and be asked about for ever.</summary>
internal sealed class LostFailures(CdcOptions options, PartMonitor parts)
{
    // As far as TASK_HISTORY goes back.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    private readonly HashSet<string> _handlers =
        [.. options.Handlers.SelectMany(handler => options.Brands.Keys.Where(handler.Takes).Select(brand => WorkFindings.NameOf(handler.Name, brand)))];

    /// <summary>Those among the failures, each with what people are told.</summary>
    /// <param name="failing">The failures.</param>
    /// <param name="sql">What is deployed; null if there is no account.</param>
    /// <param name="now">The time.</param>
    public IEnumerable<(FailureAlert Failure, SnowflakeNotice Why)> Among(IReadOnlyList<FailureAlert> failing, SnowflakeSql? sql, DateTimeOffset now)
    {
        foreach (var alert in failing)
        {
            if (WhyLost(alert, sql, now) is { } why)
            {
                var what = alert.Kind.ToString().ToLowerInvariant();
                yield return (alert, new SnowflakeNotice(
                    $"{what} {alert.Name} given up {alert.LastAt:O}", alert.Account, now, $"{what} {alert.Name}", string.Create(CultureInfo.InvariantCulture, $"It failed last at {alert.LastAt:u}, and isn't watched any more: {why} {alert.Error}"),
                    "If it is no more, nothing is to be done. Else see whether it works; its next failure is told anew."));
            }
        }
    }

    private string? WhyLost(FailureAlert alert, SnowflakeSql? sql, DateTimeOffset now) => alert.Kind switch
    {
        FailureKind.Flow or FailureKind.Stream or FailureKind.Cost when sql is null => "there is no account in the settings.",
        FailureKind.Flow when options.Flow.Interval is null => "WatchFlow is off.",
        FailureKind.Flow when !options.Brands.ContainsKey(alert.Name) => "its brand isn't in the settings.",
        FailureKind.Brand when !options.Brands.ContainsKey(alert.Name) => "it isn't in the settings.",
        FailureKind.Handler when !_handlers.Contains(alert.Name) => "it isn't in the service, or not with that brand.",
        FailureKind.Stream when options.Streams.Interval is null => "streams aren't looked at.",
        FailureKind.Cost when options.Cost.Interval is null => "WatchCost is off.",
        FailureKind.Service when !parts.Has(alert.Name) => "no part of the service does it: it is switched off, or has nothing to do it for.",
        FailureKind.Task or FailureKind.Pipe when now - alert.LastAt > Remembered && !IsWaitedFor(alert, sql) => "nothing was heard of it for 7 days.",
        _ => null,
    };

    // A brand's merge waits at a file of a cut, however long. A brand that is only being brought up isn't deployed yet, but the file's path names it.
    private bool IsWaitedFor(FailureAlert alert, SnowflakeSql? sql) =>
        sql is not null && (PipeSuccesses.CanSee(alert, sql)
            || (FileCut.Of(alert.File) is not null && StorePath.BrandPartOf(alert.File!) is { } part && options.Brands.Keys.Any(brand => StorePath.Escape(brand) == part)));
}
