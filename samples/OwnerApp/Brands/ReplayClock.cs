using Microsoft.Extensions.Options;

namespace OwnerApp.Brands;

/// <summary>The recording's time: it begins when the application does.</summary>
internal sealed class ReplayClock(IOptions<OwnerAppOptions> options, TimeProvider time)
{
    private readonly ReplayOptions _replay = options.Value.Replay;
    private readonly long _start = time.GetTimestamp();

    /// <summary>Waits until something that was recorded is due.</summary>
    public Task UntilAsync(DateTimeOffset recorded, CancellationToken cancellationToken)
    {
        var pause = ((recorded - _replay.From) / _replay.Speed) - time.GetElapsedTime(_start);
        return pause > TimeSpan.Zero ? Task.Delay(pause, time, cancellationToken) : Task.CompletedTask;
    }
}
