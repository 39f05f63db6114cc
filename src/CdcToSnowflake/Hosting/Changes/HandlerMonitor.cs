using CdcToSnowflake.Cuts;
using CdcToSnowflake.Hosting.Brands;

namespace CdcToSnowflake.Hosting.Changes;

/// <summary>Keeps the status of a handler with one brand.</summary>
internal sealed class HandlerMonitor(ChangeHandlerOptions options, BrandMonitor brand, TimeProvider time)
{
    private readonly Lock _lock = new();
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

    public void Waits() => Change(status => status with { State = HandlerState.Standby, Error = null, Failures = 0 });

    public void Runs() => Change(status => status with { State = HandlerState.Running, Error = null, Failures = 0 });

    /// <summary>Tells of the cut whose changes it is given now.</summary>
    public void IsAt(CutManifest cut)
    {
        lock (_lock)
        {
            _at = DateTimeOffset.UnixEpoch.AddMicroseconds(cut.CommittedAt);
        }
    }

    public void Done(ulong cut) => Change(status =>
    {
        _at = null;
        return status with { Done = cut };
    });

    /// <returns>How often in a row it failed, this time included.</returns>
    public int Failed(Exception error, bool canHeal)
    {
        Change(status => status with { State = canHeal ? HandlerState.Retrying : HandlerState.Stopped, Error = error, Failures = status.Failures + 1 });
        return Status.Failures;
    }

    private void Change(Func<HandlerStatus, HandlerStatus> change)
    {
        lock (_lock)
        {
            _status = change(_status);
        }
    }
}
