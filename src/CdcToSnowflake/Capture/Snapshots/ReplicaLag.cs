using System.Globalization;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>Pauses while a replica is behind its source.</summary>
internal static class ReplicaLag
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public static async Task WaitAsync(SourceSession replica, TimeSpan most, TimeProvider time, CancellationToken cancellationToken)
    {
        while (await SecondsAsync(replica, cancellationToken).ConfigureAwait(false) > most.TotalSeconds)
        {
            await Task.Delay(Look, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // A replica that can't tell is met by the wait for its transactions.
    private static async Task<double> SecondsAsync(SourceSession replica, CancellationToken cancellationToken)
    {
        var hasNewName = replica.IsMariaDb ? replica.Version >= new Version(10, 5, 1) : replica.Version >= new Version(8, 0, 22);
        double seconds = 0;
        await replica.ReadAsync(
            hasNewName ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS",
            isBinary: false,
            row =>
            {
                for (var i = 0; i < row.FieldCount; i++)
                {
                    if (row.GetName(i) is "Seconds_Behind_Source" or "Seconds_Behind_Master" && !row.IsDBNull(i))
                    {
                        seconds = Math.Max(seconds, Convert.ToDouble(row.GetValue(i), CultureInfo.InvariantCulture));
                    }
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return seconds;
    }
}
