using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

/// <summary>A clock that stands still until a test moves it, and tells when a timer was set.</summary>
internal sealed class SilenceClock : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _set = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Told(base.CreateTimer(callback, state, dueTime, period), _set.Writer);

    /// <summary>Waits until some timer was set to this time.</summary>
    public async Task UntilSetToAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        while (await _set.Reader.ReadAsync(cancellationToken) != time)
        {
            // another timer's
        }
    }

    private sealed class Told(ITimer timer, ChannelWriter<TimeSpan> set) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            set.TryWrite(dueTime);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
