using System.Data.Common;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Operations.Streams;
using CdcToSnowflake.Sql;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Hosting.Streams;

/// <summary>Keeps the account's streams from going stale while this process works.</summary>
internal sealed class StreamWatch(IOptions<CdcOptions> options, CdcStatus status, FailureAlerts alerts, ILoggerFactory loggers, TimeProvider time)
{
    private const string Part = "looks at the streams";

    // Looking wakes no warehouse, and what is stale waits.
    private static readonly TimeSpan RetryPause = TimeSpan.FromMinutes(10);

    private readonly ILogger _logger = loggers.CreateLogger("CdcToSnowflake.Streams");

    /// <summary>Runs until it is cancelled; ends at once if it isn't to look, or there is no account.</summary>
    public async Task RunAsync(DbDataSource? account, Func<SnowflakeSql>? sql, CancellationToken cancellationToken)
    {
        if (options.Value.Streams is not { Interval: { } interval, Margin: var margin } || account is null || sql is null)
        {
            return;
        }

        // The deployment has just looked: it mends stale streams before the first file of a start.
        var pause = interval;
        while (true)
        {
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            pause = interval;
            try
            {
                var report = await new StreamKeeper(account, sql(), margin, time).KeepAsync(cancellationToken).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested(); // it may have been left behind, and another look here
                status.Parts.Works(Part);
                foreach (var stream in report.Notable)
                {
                    Log(stream);
                }

                await TellAsync(report, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                pause = interval < RetryPause ? interval : RetryPause;
                status.Parts.Fails(Part, e);
                StreamLog.Failed(_logger, e, pause);
            }
        }
    }

    private async Task TellAsync(StreamReport report, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await TryAsync(alerts.Desk.HandleAllAsync(StreamFindings.Mended(report, now), cancellationToken), cancellationToken).ConfigureAwait(false);
        await TryAsync(alerts.Desk.StandAsync(FailureKind.Stream, _ => true, StreamFindings.Failing(report), now, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task TryAsync(Task telling, CancellationToken cancellationToken)
    {
        try
        {
            await telling.ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            StreamLog.Untold(_logger, e); // the alerts' own loop sends, and keeps, it again
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
            case StreamAction.Failed:
                StreamLog.NotKept(_logger, stream.Error, stream.Stream, stream.Task);
                break;
            case StreamAction.Unresumed:
                StreamLog.Unresumed(_logger, stream.Stream, stream.StaleAfter, stream.Task);
                break;
            case StreamAction.Resumed:
                StreamLog.Resumed(_logger, stream.Task);
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
