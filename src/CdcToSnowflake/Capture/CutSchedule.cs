using CdcToSnowflake.Cuts;

namespace CdcToSnowflake.Capture;

/// <summary>Says when a cut should end.</summary>
internal sealed class CutSchedule(CaptureOptions options, TimeProvider time)
{
    private long _lastCommit = time.GetTimestamp();
    private long? _firstRow;

    /// <summary>The newest commit that was seen at the source, in microseconds since 1970 UTC; null before the first.</summary>
    public long? LastCommitAt { get; private set; }

    public void Saw(long commitAtMicros) => LastCommitAt = commitAtMicros;

    /// <summary>Rows came into the open cut, or news of a snapshot.</summary>
    public void AddedRows() => _firstRow ??= time.GetTimestamp();

    /// <summary>A cut was committed, or thrown away.</summary>
    public void Restart()
    {
        _lastCommit = time.GetTimestamp();
        _firstRow = null;
    }

    /// <summary>Whether a cut should end at this boundary.</summary>
    public bool IsDue(CutWriter cut) => cut.Bytes >= options.CutBytes || cut.Rows >= options.CutRows || TimeLeft(cut.HasNews) <= TimeSpan.Zero;

    /// <summary>How long a cut may stay open yet.</summary>
    public TimeSpan TimeLeft(bool hasNews) => hasNews && _firstRow is { } first
        ? options.CutInterval - time.GetElapsedTime(first)
        : options.HeartbeatInterval - time.GetElapsedTime(_lastCommit);
}
