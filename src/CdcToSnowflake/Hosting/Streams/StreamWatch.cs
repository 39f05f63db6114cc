using System.Data.Common;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Operations.Streams;
using CdcToSnowflake.Sql;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Hosting.Streams;

/// <summary>Keeps the account's streams from going stale while this process works.</summary>
internal sealed class StreamWatch(IOptions<CdcOptions> options, FailureAlerts alerts, ILoggerFactory loggers, TimeProvider time)
{
    private readonly ILogger _logger = loggers.CreateLogger("CdcToSnowflake.Streams");

    /// <summary>Runs until it is cancelled; ends at once if it isn't to look, or there is no account.</summary>
    public async Task RunAsync(DbDataSource? account, Func<SnowflakeSql>? sql, CancellationToken cancellationToken)
    {
        if (options.Value.Streams is not { Interval: { } interval, Margin: var margin } || account is null || sql is null)
        {
            return;
        }

        while (true)
        {
            // The deployment has just looked: it mends stale streams before the first file of a start.
            await Task.Delay(interval, time, cancellationToken).ConfigureAwait(false);
            try
            {
                var report = await new StreamKeeper(account, sql(), margin, time).KeepAsync(cancellationToken).ConfigureAwait(false);
                foreach (var stream in report.Notable)
                {
                    Log(stream);
                }

                await TellAsync(report, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                StreamLog.Failed(_logger, e, interval);
            }
        }
    }

    private async Task TellAsync(StreamReport report, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await TryAsync(alerts.Desk.HandleAllAsync(StreamFindings.Mended(report, now), cancellationToken)).ConfigureAwait(false);
        await TryAsync(alerts.Desk.StandAsync(FailureKind.Stream, _ => true, StreamFindings.Failing(report), now, cancellationToken)).ConfigureAwait(false);
    }

    private async Task TryAsync(Task telling)
    {
        try
        {
            await telling.ConfigureAwait(false);
        }
        catch (AlertDeliveryException e)
        {
            StreamLog.Untold(_logger, e); // the alerts' own loop sends it again
        }
    }

    private void Log(StreamState stream)
    {
        switch (stream.Action)
        {
            case StreamAction.Touched:
                StreamLog.Touched(_logger, stream.Stream, stream.StaleAfter);
                break;
            case StreamAction.Waiting:
                StreamLog.Waiting(_logger, stream.Stream, stream.StaleAfter, stream.Task);
                break;
            case StreamAction.Recreated:
                StreamLog.Recreated(_logger, stream.Stream, stream.StaleAfter, stream.Task);
                break;
            default:
                StreamLog.Missing(_logger, stream.Stream);
                break;
        }
    }
}
