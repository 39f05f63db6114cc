namespace CdcToSnowflake.Capture;

/// <summary>How tables are read as they are, while the log goes on.</summary>
public sealed record SnapshotOptions
{
    /// <summary>Which tables are read.</summary>
    /// <value>Default: <see cref="SnapshotMode.Initial"/>.</value>
    public SnapshotMode Mode { get; init; } = SnapshotMode.Initial;

    /// <summary>
    /// Whether tables that are logs (<see cref="CaptureOptions.AppendOnlyTables"/>) are read once, too, each by one SELECT whose rows are written in one cut: what such a table had is then there beside each
    /// change that comes after it. Until it is read, its changes aren't written: their effect is in what is read. It must not change while it is read; if it does, it is read again, up to 20 times in all,
    /// with pauses of up to a minute, and then the brand stops: a table without a key that is written to without a rest has to be rotated first, or its writers held off. A log whose changes are taken already isn't read: they would be there once more; nor is one that was read read again, on request or since the log was lost.
    /// </summary>
    /// <value>Default: false, what a log had before the capture began isn't taken. With <see cref="SnapshotMode.Initial"/> only.</value>
    public bool ReadsAppendOnlyTables { get; init; }

    /// <summary>The most rows that one SELECT reads.</summary>
    /// <value>Default: 20,000; 1 to 1,000,000.</value>
    public int ChunkRows { get; init; } = 20_000;

    /// <summary>The bytes of rows that one SELECT should stay below, and so what waits in memory for each of the <see cref="ParallelTables"/>.</summary>
    /// <value>Default: 8 MiB; from 1.</value>
    public long ChunkBytes { get; init; } = 8 << 20;

    /// <summary>How many tables are read at once, each by a connection of its own.</summary>
    /// <value>Default: 2; 1 to 32.</value>
    public int ParallelTables { get; init; } = 2;

    /// <summary>
    /// The most rows a second over all tables of the brand, so that the server's own work isn't slowed: after each SELECT a pause, as long as its rows are allowed, even if they have to be read again. A table
    /// that no unique index of its key's columns puts in an order (<c>FLOAT</c>, <c>ENUM</c>, MariaDB's <c>UUID</c>, named key columns without an index) is one SELECT, at the server's full speed.
    /// </summary>
    /// <value>Default: null, as fast as it goes; from 1.</value>
    public long? RowsPerSecond { get; init; }

    /// <summary>Where a replica is read: reading pauses while that is more seconds behind its source.</summary>
    /// <value>Default: 30 seconds; from 0.</value>
    public TimeSpan MaxReplicaLag { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often a running capture looks for requests that others have put into the store (<see cref="BrandCapture.RequestSnapshotAsync"/> elsewhere, <see cref="Operations.Reconciliation.TableReconciler.RepairAsync"/>).
    /// A look costs a LIST for each 1,000 requests that were ever made: S3 takes some 5 cents a month for a brand at the default.
    /// </summary>
    /// <value>Default: 5 minutes; 1 second to 1 day.</value>
    public TimeSpan RequestInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Beyond so many keys that the log has touched since a chunk's reading began, it is waited for or given up, so that a busy table can't fill the memory. Tests set it lower.</summary>
    internal int MostTouchedKeys { get; init; } = 1_000_000;

    /// <summary>How often a log is read that changes meanwhile.</summary>
    internal int MostLogReadings { get; init; } = 20;

    /// <summary>How long such a log is left alone after the first time; then twice as long each time, up to a minute. Tests set it lower.</summary>
    internal TimeSpan LogRest { get; init; } = TimeSpan.FromSeconds(1);

    internal void Validate()
    {
        if (!Enum.IsDefined(Mode))
        {
            throw new ArgumentOutOfRangeException(nameof(Mode), Mode, "Not a snapshot mode.");
        }

        Between(ChunkRows, 1, 1_000_000, nameof(ChunkRows));
        ArgumentOutOfRangeException.ThrowIfLessThan(ChunkBytes, 1);
        Between(ParallelTables, 1, 32, nameof(ParallelTables));
        ArgumentOutOfRangeException.ThrowIfLessThan(RowsPerSecond ?? 1, 1, nameof(RowsPerSecond));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReplicaLag, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(RequestInterval, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RequestInterval, TimeSpan.FromDays(1));
    }

    private static void Between(int value, int least, int most, string name)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(name, value, $"It must be from {least} to {most}.");
        }
    }
}
