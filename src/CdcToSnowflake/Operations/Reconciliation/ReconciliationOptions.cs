namespace CdcToSnowflake.Operations.Reconciliation;

/// <summary>How a table's RAW is compared with its source.</summary>
public sealed record ReconciliationOptions
{
    /// <summary>How many rows are compared at once: their keys and hashes are held in memory, some 300 bytes each, of both sides. A table whose key has no order that both sides share (text, say) is read whole, by one SELECT, and lies in <see cref="ScratchFolder"/> in 64 parts, of which one of each side is in memory at a time.</summary>
    /// <value>Default: 100,000; 1 to 1,000,000.</value>
    public int ChunkRows { get; init; } = 100_000;

    /// <summary>How many differences a report names at the most; all are counted.</summary>
    /// <value>Default: 1,000; 0 to 100,000.</value>
    public int MostNamed { get; init; } = 1_000;

    /// <summary>How many rows a repair asks for by their keys at the most; where more differ, the whole table is read again. A row costs a look-up by its key at the source, some 5,000 of them a cut, and some 100 bytes in the store.</summary>
    /// <value>Default: 100,000; 0 to 1,000,000.</value>
    public int MostReread { get; init; } = 100_000;

    /// <summary>Where keys and hashes of a table lie that is compared whole, some 100 bytes a row of each side, in files without names.</summary>
    /// <value>Default: the system's temporary folder.</value>
    public string ScratchFolder { get; init; } = Path.GetTempPath();

    /// <summary>How long to wait, for each chunk, until RAW has what the source had when it was read. Where the source is quiet that is a heartbeat of the capture.</summary>
    /// <value>Default: 30 minutes; more than zero.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How often the store and the account are asked while it waits.</summary>
    /// <value>Default: 2 seconds; more than zero.</value>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(2);

    internal ReconciliationOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ChunkRows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ChunkRows, 1_000_000);
        ArgumentOutOfRangeException.ThrowIfNegative(MostNamed);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MostNamed, 100_000);
        ArgumentOutOfRangeException.ThrowIfNegative(MostReread);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MostReread, 1_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Patience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Poll, TimeSpan.Zero);
        return this;
    }
}
