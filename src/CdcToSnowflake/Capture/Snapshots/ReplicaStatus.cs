using System.Globalization;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>What a replica says of its replication.</summary>
/// <param name="SecondsBehind">How far it is behind its source, by its own count; 0 where it can't tell.</param>
/// <param name="Stopped">Which of its threads don't run, and their last errors, as words; null if all run.</param>
internal sealed record ReplicaStatus(double SecondsBehind, string? Stopped)
{
    /// <summary>Asks it.</summary>
    public static async Task<ReplicaStatus> ReadAsync(SourceSession replica, CancellationToken cancellationToken)
    {
        var hasNewName = replica.IsMariaDb ? replica.Version >= new Version(10, 5, 1) : replica.Version >= new Version(8, 0, 22);
        double seconds = 0;
        var isReplica = false;
        var stopped = new List<string>();
        await replica.ReadAsync(
            hasNewName ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS",
            isBinary: false,
            row =>
            {
                isReplica = true;
                for (var i = 0; i < row.FieldCount; i++)
                {
                    var text = row.IsDBNull(i) ? "" : Convert.ToString(row.GetValue(i), CultureInfo.InvariantCulture)!;
                    switch (row.GetName(i))
                    {
                        case "Seconds_Behind_Source" or "Seconds_Behind_Master" when text.Length > 0:
                            seconds = Math.Max(seconds, double.Parse(text, CultureInfo.InvariantCulture));
                            break;
                        case "Replica_IO_Running" or "Slave_IO_Running" or "Replica_SQL_Running" or "Slave_SQL_Running" when text != "Yes":
                        case "Last_IO_Error" or "Last_SQL_Error" when text.Length > 0:
                            stopped.Add($"{row.GetName(i)}: {text}");
                            break;
                    }
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return new ReplicaStatus(seconds, !isReplica ? "it is no replica" : stopped.Count > 0 ? string.Join(", ", stopped) : null);
    }

    public override string ToString() => Stopped is { } stopped
        ? $"the snapshot's replica doesn't replicate ({stopped}). Mend that and start it (START REPLICA), or read the snapshot from the primary."
        : string.Create(CultureInfo.InvariantCulture, $"the snapshot's replica is {SecondsBehind:0} seconds behind, and hasn't got yet what the log says.");
}
