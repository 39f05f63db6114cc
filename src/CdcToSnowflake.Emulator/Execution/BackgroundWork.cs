using System.Runtime.ExceptionServices;
using CdcToSnowflake.Emulator.Streams;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>The one worker of pipes and tasks: one thing at a time, so that what happens depends on the clock and the files alone.</summary>
internal sealed class BackgroundWork : IAsyncDisposable
{
    // A pass that got nowhere this often in a row while something is held back has met something that never ends.
    private const int MostIdlePasses = 1000;

    // How long the end waits for what is under way, which a sink that hangs may keep.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(10);

    // How long a round of loading lasts while files are held back and nothing else happens.
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(50);

    private readonly Engine _engine;
    private readonly StreamNights _nights;
    private readonly StreamExpiry _expiry;
    private readonly HistoryRetention _retention;
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _one = new(1, 1);
    private TaskCompletionSource _wake = NewWake();

    public BackgroundWork(Engine engine)
    {
        _engine = engine;
        _nights = new StreamNights(engine);
        _expiry = new StreamExpiry(engine);
        _retention = new HistoryRetention(engine);
        engine.Committed += Wake;
        engine.Pipes.Announced += Wake;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _end.Token);
        await RunUntilAsync(linked.Token).ConfigureAwait(false);
    }

    private async Task RunUntilAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                // Taken before the step: what happens during it must not be slept through.
                var wake = Renew();
                try
                {
                    if ((await WorkAsync(cancellationToken).ConfigureAwait(false)).Ran)
                    {
                        continue;
                    }
                }
                catch (SnowflakeException error) when (error.Number == WriteLock.TimedOut)
                {
                    // Somebody's long transaction; the next try waits for it again, and so does this where LockTimeout lets nobody wait.
                    await Task.Delay(Round, TimeProvider.System, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                await SleepAsync(wake, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch when (_end.IsCancellationRequested)
        {
            // The database was closed beneath it.
        }
    }

    public async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        var (ran, refusal) = await WorkAsync(cancellationToken).ConfigureAwait(false);
        Throw(refusal);
        return ran;
    }

    // A sink's refusal ends no step; its message is delivered again.
    private async Task<(bool Ran, Exception? Refusal)> WorkAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _nights.Pass(cancellationToken);
            _expiry.Pass(cancellationToken);
            _retention.Pass(cancellationToken);
            var loaded = await _engine.Pipes.LoadAsync(ignoreRetryTimes: false, cancellationToken).ConfigureAwait(false);
            var ran = _engine.Tasks.RunDue(ignoreIntervals: false, cancellationToken);
            return (ran | loaded, await _engine.Notifications.DeliverAsync(ignoreRetryTimes: false, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _nights.Pass(cancellationToken);
            _expiry.Pass(cancellationToken);
            _retention.Pass(cancellationToken);
            for (var idle = 0; idle < MostIdlePasses; idle++)
            {
                while (await _engine.Pipes.LoadAsync(ignoreRetryTimes: true, cancellationToken).ConfigureAwait(false))
                {
                }

                // A task that waits for more data runs without moving anything: no stream's offset, no tracked row.
                var before = _engine.State;
                _engine.Tasks.RunDue(ignoreIntervals: true, cancellationToken);
                Throw(await _engine.Notifications.DeliverAsync(ignoreRetryTimes: true, cancellationToken).ConfigureAwait(false));
                if (_engine.State.Version == before.Version && ReferenceEquals(_engine.State.Offsets, before.Offsets) && !_engine.Pipes.HasWaiting)
                {
                    return;
                }
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _engine.Committed -= Wake;
        _engine.Pipes.Announced -= Wake;

        // Nobody would wake a loop that sleeps. The semaphore stays: who waits for one that is disposed of waits for ever.
        await _end.CancelAsync().ConfigureAwait(false);
        if (await _one.WaitAsync(LongestEnd).ConfigureAwait(false))
        {
            _one.Release();
        }
    }

    private async Task SleepAsync(Task wake, CancellationToken cancellationToken)
    {
        var now = _engine.Clock.GetUtcNow();
        var due = Earlier(_engine.Tasks.NextDue(cancellationToken), _engine.Pipes.NextRetry());
        due = Earlier(due, _engine.Notifications.NextDelivery);
        due = _engine.Pipes.HoldsBack ? Earlier(now + Round, due) : due;
        if (due is null || due == DateTimeOffset.MaxValue)
        {
            await wake.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (due > now)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

            // Timers take at most 49 days; waking earlier does no harm.
            var delay = Task.Delay(TimeSpan.FromTicks(Math.Min((due.Value - now).Ticks, TimeSpan.TicksPerDay)), _engine.Clock, stop.Token);
            await Task.WhenAny(wake, delay).ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    private static void Throw(Exception? refusal)
    {
        if (refusal is not null)
        {
            ExceptionDispatchInfo.Throw(refusal);
        }
    }

    private Task Renew()
    {
        var fresh = NewWake();
        Interlocked.Exchange(ref _wake, fresh);
        return fresh.Task;
    }

    private void Wake() => Volatile.Read(ref _wake).TrySetResult();

    private static TaskCompletionSource NewWake() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
