namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>Pauses while a replica is behind its source.</summary>
internal static class ReplicaLag
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <param name="replica">The replica. One that can't tell is met by the wait for its transactions.</param>
    /// <param name="most">How far it may be behind.</param>
    /// <param name="time">The clock.</param>
    /// <param name="waits">Called each time that it is found to be behind.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WaitAsync(SourceSession replica, TimeSpan most, TimeProvider time, Func<Task> waits, CancellationToken cancellationToken)
    {
        while ((await ReplicaStatus.ReadAsync(replica, cancellationToken).ConfigureAwait(false)).SecondsBehind > most.TotalSeconds)
        {
            await waits().ConfigureAwait(false);
            await Task.Delay(Look, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
