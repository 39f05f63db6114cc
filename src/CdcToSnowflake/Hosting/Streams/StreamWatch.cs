using System.Data.Common;
using CdcToSnowflake.Operations.Streams;
using CdcToSnowflake.Sql;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Hosting.Streams;

/// <summary>Keeps the account's streams from going stale while this process works.</summary>
internal sealed class StreamWatch(IOptions<CdcOptions> options, ILoggerFactory loggers, TimeProvider time)
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
                foreach (var stream in (await new StreamKeeper(account, sql(), margin, time).KeepAsync(cancellationToken).ConfigureAwait(false)).Notable)
                {
                    Tell(stream);
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                StreamLog.Failed(_logger, e, interval);
            }
        }
    }

    private void Tell(StreamState stream)
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
