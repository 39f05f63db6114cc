using CdcToSnowflake.Cuts;
using CdcToSnowflake.Hosting.Brands;

namespace CdcToSnowflake.Hosting.Changes;

/// <summary>Keeps the status of a handler with one brand. Of several runs only the last tells of itself: a call that was left behind may come back long after.</summary>
internal sealed class HandlerMonitor(ChangeHandlerOptions options, BrandMonitor brand, TimeProvider time)
{
    private readonly Lock _lock = new();
    private int _run;
    private DateTimeOffset? _at;
    private HandlerStatus _status = new(options.Name, brand.Brand, HandlerState.Standby, null, 0, 0, 0);

    public ChangeHandlerOptions Options => options;

    public BrandMonitor Brand => brand;

    public HandlerStatus Status
    {
        get
        {
            lock (_lock)
            {
                var last = brand.Status.LastCut;
                var lag = _status.State != HandlerState.Standby && _at is { } at && time.GetUtcNow() is var now && now > at ? now - at : TimeSpan.Zero;
                return _status with { Behind = _status.State != HandlerState.Standby && last > _status.Done ? last - _status.Done : 0, Lag = lag };
            }
        }
    }

    /// <summary>Begins a run; the one before, if it is still there, is heard no more.</summary>
    /// <returns>Its number, by which it tells of itself.</returns>
    public int Begins()
    {
        lock (_lock)
        {
            return ++_run;
        }
    }

    /// <summary>No run works any more, nor is heard.</summary>
    public void Waits() => Change(Begins(), status => status with { State = HandlerState.Standby, Error = null, Failures = 0 });

    /// <summary>Tells that it goes on from a cut. Only <see cref="Done"/> shows that it comes further than before.</summary>
    public void Follows(int run, ulong done) => Change(run, status =>
    {
        _at = null;
        return status with { State = HandlerState.Running, Error = null, Done = done };
    });

    /// <summary>Tells that changes were taken.</summary>
    /// <param name="run">The run.</param>
    /// <param name="failures">How often in a row it had failed before they were given.</param>
    public void Took(int run, int failures) => Change(run, status => status with { State = HandlerState.Running, Error = null, Failures = failures });

    /// <summary>Tells of the cut whose changes it is given now.</summary>
    public void IsAt(int run, CutManifest cut) => Change(run, status =>
    {
        _at = DateTimeOffset.UnixEpoch.AddMicroseconds(cut.CommittedAt);
        return status;
    });

    public void Done(int run, ulong cut) => Change(run, status =>
    {
        _at = null;
        return status with { Done = cut, Failures = 0 };
    });

    /// <returns>How often in a row it failed, this time included.</returns>
    public int Failed(int run, Exception error, bool canHeal)
    {
        Change(run, status => status with { State = canHeal ? HandlerState.Retrying : HandlerState.Stopped, Error = error, Failures = status.Failures + 1 });
        return Status.Failures;
    }

    private void Change(int run, Func<HandlerStatus, HandlerStatus> change)
    {
        lock (_lock)
        {
            _status = run == _run ? change(_status) : _status;
        }
    }
}
