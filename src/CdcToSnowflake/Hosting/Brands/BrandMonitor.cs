using CdcToSnowflake.Capture;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Hosting.Flow;
using CdcToSnowflake.Operations.Flow;

namespace CdcToSnowflake.Hosting.Brands;

/// <summary>Keeps a brand's status, and tells of its cuts.</summary>
internal sealed class BrandMonitor(string brand, TimeSpan longestSilence, TimeProvider time)
{
    private readonly Lock _lock = new();
    private BrandStatus _status = new(brand, BrandState.Standby, time.GetUtcNow(), null, 0, 0, null, null);
    private CaptureProgress? _progress;
    private DateTimeOffset? _quietSince;
    private volatile FlowReport? _flow;
    private volatile FlowLooks? _looks;

    public string Brand => brand;

    /// <summary>The cuts that this process commits, for those who follow them.</summary>
    public CutFeed Cuts { get; } = new();

    /// <summary>The last look at its way to CI; null before the first.</summary>
    public FlowReport? Flow
    {
        get => _flow;
        set => _flow = value;
    }

    /// <summary>How those looks go; null while this process doesn't look.</summary>
    public FlowLooks? Looks
    {
        get => _looks;
        set => _looks = value;
    }

    public BrandStatus Status
    {
        get
        {
            lock (_lock)
            {
                TimeSpan? cutAge = time.GetUtcNow() - _quietSince;
                return _status with
                {
                    CutAge = cutAge,
                    IsSilent = _status.State == BrandState.Running && _progress?.Uncommitted > longestSilence,
                    LastCut = Math.Max(_status.LastCut, _progress?.LastCut ?? 0),
                    LastHeardAt = _progress?.LastEventSeenAt,
                    LeftOutTables = _progress?.LeftOutTables ?? [],
                    Snapshot = _status.State is BrandState.Running or BrandState.Retrying ? _progress?.Snapshot : null,
                };
            }
        }
    }

    public void Waits() => Enter(BrandState.Standby, null, 0);

    /// <summary>Tells of a look at whether this process may work.</summary>
    /// <param name="failure">Why perhaps nobody works at the brand. Null if somebody does.</param>
    public void Looked(Exception? failure)
    {
        lock (_lock)
        {
            _status = _status.State == BrandState.Standby ? _status with { Error = failure } : _status;
        }
    }

    public void Runs(CaptureProgress progress)
    {
        lock (_lock)
        {
            _progress = progress;
        }

        Enter(BrandState.Running, null, Status.Failures);
    }

    public void Committed(CutManifest manifest)
    {
        lock (_lock)
        {
            _quietSince = time.GetUtcNow();
            _status = _status with
            {
                LastCut = manifest.Cut,
                Failures = 0, // a cut is proof that it works
                Lag = manifest.FirstCommitAt is { } first ? TimeSpan.FromMicroseconds(Math.Max(0, manifest.CommittedAt - first)) : _status.Lag,
            };
        }

        Cuts.Publish(manifest);
    }

    /// <returns>How often in a row it failed, this time included.</returns>
    public int Failed(Exception error, bool canHeal)
    {
        var failures = Status.Failures + 1;
        Enter(canHeal ? BrandState.Retrying : BrandState.Stopped, error, failures);
        return failures;
    }

    public void Ends() => Enter(BrandState.Ended, null, 0);

    private void Enter(BrandState state, Exception? error, int failures)
    {
        lock (_lock)
        {
            // A run that begins anew has committed nothing by that.
            _quietSince = state is BrandState.Standby or BrandState.Ended ? null : _quietSince ?? time.GetUtcNow();
            _status = _status with { State = state, Error = error, Failures = failures, Since = state == _status.State ? _status.Since : time.GetUtcNow() };
        }
    }
}
