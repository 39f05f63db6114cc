namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>How fast the snapshots go, and how fast they may.</summary>
internal sealed class SnapshotPace(long? rowsPerSecond, TimeProvider time)
{
    private readonly long _since = time.GetTimestamp();
    private TimeSpan _allowedAt;
    private long _rows;
    private TimeSpan _busy;
    private TimeSpan? _busySince;

    /// <summary>How long to wait before another chunk is begun.</summary>
    public TimeSpan Pause => _allowedAt - Now is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>Whether anything is being read, or waits for it; times of idleness say nothing of the pace.</summary>
    public bool IsBusy
    {
        get => _busySince is not null;
        set
        {
            _busy = Busy;
            _busySince = value ? Now : null;
        }
    }

    private TimeSpan Busy => _busySince is { } since ? _busy + (Now - since) : _busy;

    private TimeSpan Now => time.GetElapsedTime(_since);

    /// <summary>Notes rows that were read, whatever becomes of them: the server has had the work.</summary>
    public void Read(long rows)
    {
        if (rowsPerSecond is { } most)
        {
            _allowedAt = (_allowedAt > Now ? _allowedAt : Now) + TimeSpan.FromSeconds((double)rows / most);
        }
    }

    /// <summary>Notes rows that were written.</summary>
    public void Landed(long rows) => _rows += rows;

    /// <summary>About how long so many rows will take; null while nothing can be told.</summary>
    public TimeSpan? TimeFor(long rows) => _rows > 0 && Busy > TimeSpan.Zero ? TimeSpan.FromSeconds(Math.Min(rows / (_rows / Busy.TotalSeconds), TimeSpan.FromDays(3650).TotalSeconds)) : null;
}
