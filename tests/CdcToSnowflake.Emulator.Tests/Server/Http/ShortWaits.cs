namespace CdcToSnowflake.Emulator.Tests.Server.Http;

/// <summary>The system's clock, on which pauses are a hundredth as long, and limits (over a minute) as long as ever.</summary>
internal sealed class ShortWaits : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime < TimeSpan.FromMinutes(1) ? dueTime / 100 : dueTime, period);
}
