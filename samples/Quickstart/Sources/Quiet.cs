using CdcToSnowflake.Binlog;

namespace Quickstart.Sources;

/// <summary>Tells when live sources have nothing more to give.</summary>
internal static class Quiet
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until every brand is caught up and no row came for a while.</summary>
    public static async Task UntilIdleAsync(IReadOnlyList<BrandRun> runs, TimeSpan quiet, CancellationToken cancellationToken)
    {
        long rows = -1;
        var since = TimeProvider.System.GetTimestamp();
        do
        {
            await CaughtUpAsync(runs, cancellationToken);
            if (runs.Sum(r => r.Capture.Progress.Transactions) is var now && now != rows)
            {
                (rows, since) = (now, TimeProvider.System.GetTimestamp());
            }
            else
            {
                await Task.Delay(Look, cancellationToken);
            }
        }
        while (TimeProvider.System.GetElapsedTime(since) < quiet);
    }

    /// <summary>Waits until everything that the sources hold now is in committed cuts.</summary>
    /// <returns>Where the sources ended when this was called.</returns>
    public static async Task<IReadOnlyList<BinlogPosition>> CaughtUpAsync(IReadOnlyList<BrandRun> runs, CancellationToken cancellationToken)
    {
        var ends = await Task.WhenAll(runs.Select(r => r.Source.EndAsync(cancellationToken)));
        while (!runs.Zip(ends).All(r => r.First.HasCommitted(r.Second)))
        {
            await Task.Delay(Look, cancellationToken);
        }

        return ends;
    }
}
