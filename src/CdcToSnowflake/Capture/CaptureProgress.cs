using CdcToSnowflake.Binlog;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Files;

namespace CdcToSnowflake.Capture;

/// <summary>How far a capture is. May be read from any thread while it runs; each value is right by itself, and may be newer than another.</summary>
public sealed class CaptureProgress
{
    private readonly ZeroDatePolicy _zeroDates;
    private readonly TimeProvider _time;
    private long _rows;
    private long _committedRows;
    private long _transactions;
    private long _cuts;
    private long _lastCut;
    private long _lastCommitMicros;
    private long _lastEventTicks;
    private long _uncommittedSince;
    private BinlogPosition? _position;
    private SnapshotProgress? _snapshot;
    private string[] _leftOut = [];

    internal CaptureProgress(ZeroDatePolicy zeroDates, TimeProvider time) => (_zeroDates, _time) = (zeroDates, time);

    /// <summary>Rows that were written since the start, whether their cut is committed yet or not.</summary>
    public long Rows => Volatile.Read(ref _rows);

    /// <summary>Rows in the cuts that were committed since the start. Equal to <see cref="Rows"/>: nothing waits for its cut.</summary>
    public long CommittedRows => Volatile.Read(ref _committedRows);

    /// <summary>Transactions that were read to their end since the start.</summary>
    public long Transactions => Volatile.Read(ref _transactions);

    /// <summary>Cuts that were committed since the start, heartbeats included.</summary>
    public long Cuts => Volatile.Read(ref _cuts);

    /// <summary>The number of the last committed cut, of this capture or one before; 0 for none.</summary>
    public ulong LastCut => (ulong)Volatile.Read(ref _lastCut);

    /// <summary>The end of the last committed cut; null for none.</summary>
    public BinlogPosition? Position => Volatile.Read(ref _position);

    /// <summary>When the newest transaction that was read had been committed at the source: microseconds since 1970 UTC; 0 for none.</summary>
    public long LastCommitMicros => Volatile.Read(ref _lastCommitMicros);

    /// <summary>When the source last sent anything, a heartbeat too; null for never.</summary>
    public DateTimeOffset? LastEventSeenAt => Volatile.Read(ref _lastEventTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>For how long there has been an event, a heartbeat too, that no cut covers; null while none came since the last cut. By a clock that nobody sets.</summary>
    internal TimeSpan? Uncommitted => Volatile.Read(ref _uncommittedSince) is not 0 and var since ? _time.GetElapsedTime(since) : null;

    /// <summary>Dates without a calendar day that became NULL since the start.</summary>
    public long ZeroDates => _zeroDates.Count;

    /// <summary>Hears of each cut right after its commit, on the capture's thread; must return at once.</summary>
    internal Action<CutManifest>? CutCommitted { get; set; }

    /// <summary>Hears of the last cut as the capture finds it at its start; must return at once.</summary>
    internal Action<CutManifest>? CutFound { get; set; }

    /// <summary>How far the reading of tables as they are is; null before it is known which are to be read, and without a <see cref="MySqlSnapshotSource"/>.</summary>
    public SnapshotProgress? Snapshot
    {
        get => Volatile.Read(ref _snapshot);
        internal set => Volatile.Write(ref _snapshot, value);
    }

    /// <summary>The tables that have no key and are left out, as <c>schema.table</c> (<see cref="CaptureOptions.KeylessTables"/>), since the start.</summary>
    public IReadOnlyList<string> LeftOutTables => Volatile.Read(ref _leftOut);

    /// <summary>Notes that a table is left out.</summary>
    /// <returns>False if it was known.</returns>
    internal bool LeavesOut(string table)
    {
        if (_leftOut.Contains(table))
        {
            return false;
        }

        Volatile.Write(ref _leftOut, [.. _leftOut, table]);
        return true;
    }

    /// <summary>Notes that a table isn't left out, or not any more.</summary>
    internal void TakesUp(string table)
    {
        if (_leftOut.Length > 0 && _leftOut.Contains(table))
        {
            Volatile.Write(ref _leftOut, [.. _leftOut.Where(other => other != table)]);
        }
    }

    // One thread at a time writes; so plain additions with volatile writes do.
    internal void AddRows(long count) => Volatile.Write(ref _rows, _rows + count);

    internal void AddTransaction(long commitMicros)
    {
        Volatile.Write(ref _transactions, _transactions + 1);
        Volatile.Write(ref _lastCommitMicros, commitMicros);
    }

    internal void SawEvent(DateTimeOffset now) => Volatile.Write(ref _lastEventTicks, now.UtcTicks);

    /// <summary>An event was read that a cut is to cover.</summary>
    internal void Goes()
    {
        if (_uncommittedSince == 0)
        {
            Volatile.Write(ref _uncommittedSince, _time.GetTimestamp());
        }
    }

    internal void Resumed(CutManifest? last)
    {
        At(last?.Cut ?? 0, last?.To);
        if (last is not null)
        {
            CutFound?.Invoke(last);
        }
    }

    internal void Committed(CutManifest manifest, long rows)
    {
        Volatile.Write(ref _cuts, _cuts + 1);
        Volatile.Write(ref _committedRows, rows);
        // What was read while the cut went up waits for the next.
        Volatile.Write(ref _uncommittedSince, _rows > rows ? _time.GetTimestamp() : 0);
        At(manifest.Cut, manifest.To);
        CutCommitted?.Invoke(manifest);
    }

    private void At(ulong cut, BinlogPosition? position)
    {
        Volatile.Write(ref _lastCut, (long)cut);
        Volatile.Write(ref _position, position);
    }
}
