using System.Runtime.ExceptionServices;

namespace CdcToSnowflake.Operations.Failures;

/// <summary>
/// Makes alerts of notifications: all failures of one task or pipe are one alert, told at the first failure, again after a while if there were more, and once more when it works again. What fails and works in turn is told at that while's pace, with how often it failed since. What Snowflake or a
/// queue delivers twice counts once. Safe to use from any thread; what it remembers is bounded, and lasts beyond its process where it has a memory.
/// </summary>
/// <remarks>People are told before the memory is: a process that dies between the two tells once more, and none that should be told isn't. Where the memory fails, people are told all the same, and the call throws what it threw, so that the message comes again. Whoever keeps a desk calls <see cref="TellUntoldAsync"/> from time to time; a process that may end before it can takes a <paramref name="repeat"/> of zero, so that nothing is held back.</remarks>
/// <param name="senders">Who takes alerts to people; each is told all of it.</param>
/// <param name="repeat">How long a sender isn't told again of what still fails, or fails again after it worked; zero to tell all at once, null for 15 minutes.</param>
/// <param name="time">The clock; null for the system's.</param>
/// <param name="memory">Where it keeps what it knows; null to forget it with the process.</param>
public sealed class FailureDesk(IReadOnlyList<IAlertSender> senders, TimeSpan? repeat = null, TimeProvider? time = null, IAlertMemory? memory = null) : IDisposable
{
    private const int RememberedIds = 10_000;
    private const int MostGroups = 1_000;

    // More than a webhook takes with its usual retries where the receiver asks for the longest pauses; what waits for the turn waits as long.
    private static readonly TimeSpan LongestSend = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly IReadOnlyList<string> _senders = Named(senders);
    private readonly Task?[] _calls = new Task?[senders.Count];
    private readonly TimeSpan _repeat = repeat ?? TimeSpan.FromMinutes(15);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly RecentIds _seen = new(RememberedIds);
    private readonly Dictionary<(FailureKind Kind, string Name), FailureGroup> _groups = [];
    private readonly HashSet<(FailureKind Kind, string Name)> _touched = [];
    private IAlertMemory? _memory = memory;
    private bool _isRecalled = memory is null;
    private bool _isKept = true;
    private volatile FailureAlert[] _failing = [];

    /// <summary>What fails now; before the first call of any method, and of <see cref="RecallAsync"/>, nothing is known yet.</summary>
    public IReadOnlyList<FailureAlert> Failing => _failing;

    /// <summary>Takes up what the memory holds, if that hasn't been done; every other call does so too.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task RecallAsync(CancellationToken cancellationToken = default) => InTurnAsync(() => [], cancellationToken);

    /// <summary>Takes a notification. What a sender could not send is told by <see cref="TellUntoldAsync"/>, and by the same notification if it comes again.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AlertDeliveryException">A sender could not send; the others have. The desk knows of it, and so does its memory, if it has one.</exception>
    public Task HandleAsync(SnowflakeNotification notification, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(notification);
        return HandleAllAsync([notification], cancellationToken);
    }

    /// <summary>Takes notifications together: failures of one task or pipe are one message, and a sender that is away is waited for once.</summary>
    /// <param name="notifications">The notifications.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AlertDeliveryException">As of one notification.</exception>
    public Task HandleAllAsync(IReadOnlyList<SnowflakeNotification> notifications, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(notifications);
        return InTurnAsync(() => [.. notifications.SelectMany(Take).Distinct()], cancellationToken);
    }

    /// <summary>Tells what a sender could not send before, and of failures that went on since they were told, where it is time for that: what fails for the tenth time and then is suspended sends no word by which it could be told. To be called from time to time.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AlertDeliveryException">A sender could not send; the others have. Call again.</exception>
    public Task TellUntoldAsync(CancellationToken cancellationToken = default) => InTurnAsync(() => [.. _groups.Values], cancellationToken);

    /// <summary>Takes note that a task or pipe worked, as its history shows: what failed before is resolved.</summary>
    /// <param name="kind">Which of the two.</param>
    /// <param name="name">Its full name, parts joined by ".", as notifications write it.</param>
    /// <param name="at">When the run that succeeded started, or the file was loaded.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AlertDeliveryException">A sender could not send; the others have. Call again.</exception>
    public Task SucceededAsync(FailureKind kind, string name, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        InTurnAsync(() => _groups.TryGetValue((kind, name), out var group) ? Succeeded(one => one == group, at) : [], cancellationToken);

    /// <summary>Resolves what was seen to be over, if nothing has failed since; unlike a success it says nothing of failures from before that are told late.</summary>
    /// <param name="alert">What was seen to be over.</param>
    /// <param name="at">When that was seen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AlertDeliveryException">As of a success.</exception>
    internal Task EndedAsync(FailureAlert alert, DateTimeOffset at, CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            if (!_groups.TryGetValue((alert.Kind, alert.Name), out var group) || !group.IsFailing || group.Alert!.LastAt > alert.LastAt)
            {
                return [];
            }

            group.Ends(at);
            _isKept = false;
            return [group];
        },
        cancellationToken);

    /// <summary>Gives up a failure of which nobody would see the end: it doesn't count as failing any more, and people are told so, since it may go on.</summary>
    /// <param name="alert">The failure.</param>
    /// <param name="why">What people are told.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AlertDeliveryException">As of a success.</exception>
    internal Task GiveUpAsync(FailureAlert alert, SnowflakeNotice why, CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            var key = (alert.Kind, alert.Name);
            if (!_groups.TryGetValue(key, out var group) || !group.IsFailing || group.Alert!.LastAt > alert.LastAt)
            {
                return [];
            }

            _groups.Remove(key);
            return [Notes(why)];
        },
        cancellationToken);

    /// <summary>Takes what a look sees: all that fails now of a kind, within what was looked at. What isn't among it any more is resolved.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="isLookedAt">Whether the look was at the one of a name.</param>
    /// <param name="failures">What fails now.</param>
    /// <param name="at">When that was seen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AlertDeliveryException">A sender could not send; the others have. The next look tells it.</exception>
    internal Task StandAsync(FailureKind kind, Func<string, bool> isLookedAt, IReadOnlyList<StandingFailure> failures, DateTimeOffset at, CancellationToken cancellationToken) =>
        InTurnAsync(
            () =>
            {
                var standing = failures.Select(failure => Stands(FailureAlert.Of(kind, failure, at), failure.Parts)).ToHashSet();
                var all = _groups.Where(group => group.Key.Kind == kind && isLookedAt(group.Key.Name)).Select(group => group.Value).ToList();
                foreach (var over in all.Where(group => group.IsFailing && !standing.Contains(group)))
                {
                    over.Ends(at);
                    _isKept = false;
                }

                return all;
            },
            cancellationToken);

    /// <summary>Goes on with another memory: what is in it is newer than what this desk knows, since another process may have worked meanwhile.</summary>
    internal async Task RememberInAsync(IAlertMemory another, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        (_memory, _isRecalled) = (another, false);
        _touched.Clear();
        _turn.Release();
    }

    /// <summary>Forgets all, after its last work: the memory's next desk knows of it, and of what became of it.</summary>
    internal async Task ForgetAsync()
    {
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        (_memory, _isRecalled, _isKept, _failing) = (null, true, true, []);
        _groups.Clear();
        _seen.Clear();
        _touched.Clear();
        _turn.Release();
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private IReadOnlyList<FailureGroup> Take(SnowflakeNotification notification) => notification switch
    {
        TaskFailed failed => [Failed(notification, FailureAlert.Of(failed), failed.RootTask)],
        FilesRefused refused => [Failed(notification, FailureAlert.Of(refused), null)],
        SnowflakeNotice notice => [Notes(notice)],
        GraphSucceeded succeeded => Succeeded(group => group.RootTask == succeeded.RootTask, succeeded.CompletedAt),
        _ => [],
    };

    private FailureGroup Failed(SnowflakeNotification notification, FailureAlert news, string? rootTask)
    {
        var group = GroupOf(news);
        if (_seen.Add(notification.MessageId))
        {
            _isKept = false;
            group.Failed(news, rootTask, _repeat);
        }

        return group;
    }

    private FailureGroup Notes(SnowflakeNotice notice)
    {
        var alert = FailureAlert.Of(notice, _time.GetUtcNow());
        var group = GroupOf(alert);
        if (_seen.Add(notice.MessageId))
        {
            _isKept = false;
            group.Notes(alert);
        }

        return group;
    }

    private FailureGroup Stands(FailureAlert now, IReadOnlyList<string> parts)
    {
        var group = GroupOf(now);
        _isKept &= !group.Stands(now, parts, _repeat);
        return group;
    }

    private FailureGroup GroupOf(FailureAlert alert)
    {
        var key = (alert.Kind, alert.Name);
        if (!_groups.TryGetValue(key, out var group))
        {
            if (_groups.Count >= MostGroups)
            {
                // What fails counts more than what did.
                var least = _groups.MinBy(known => (known.Value.IsFailing, known.Value.Alert?.LastAt ?? DateTimeOffset.MinValue)).Key;
                _groups.Remove(least);
                _touched.Remove(least);
            }

            _groups.Add(key, group = new FailureGroup(_senders));
        }

        if (!_isRecalled)
        {
            _touched.Add(key);
        }

        return group;
    }

    private List<FailureGroup> Succeeded(Func<FailureGroup, bool> which, DateTimeOffset at)
    {
        var groups = _groups.Values.Where(which).ToList();
        groups.ForEach(group => _isKept &= !group.Succeeded(at));
        return groups;
    }

    private async Task InTurnAsync(Func<IReadOnlyList<FailureGroup>> take, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var unkept = await TryAsync(() => RecallInTurnAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
            var touched = take();
            _failing = [.. _groups.Values.Where(group => group.IsFailing).Select(group => group.Alert!)];
            var unsent = await TellAsync(touched, cancellationToken).ConfigureAwait(false);
            unkept = await TryAsync(() => KeepAsync(cancellationToken), cancellationToken).ConfigureAwait(false) ?? unkept;
            // First what must come again: what wasn't sent is known.
            unkept?.Throw();
            if (unsent is not null)
            {
                throw unsent;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task RecallInTurnAsync(CancellationToken cancellationToken)
    {
        if (_isRecalled)
        {
            return;
        }

        if (await _memory!.LoadAsync(cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false) is { } content && AlertState.Read(content) is { } state)
        {
            foreach (var id in state.Seen)
            {
                _seen.Add(id);
            }

            // What happened while the memory couldn't be read is newer.
            foreach (var kept in state.Groups.Where(kept => !_touched.Contains((kept.Alert.Kind, kept.Alert.Name))))
            {
                _groups[(kept.Alert.Kind, kept.Alert.Name)] = FailureGroup.Of(kept, _senders);
            }
        }

        _isRecalled = true;
        _touched.Clear();
    }

    // Not before it was recalled: what is there would be lost.
    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        if (_isKept || !_isRecalled || _memory is null)
        {
            return;
        }

        var groups = _groups.Values.Where(group => group.Alert is not null).OrderByDescending(group => group.IsFailing).ThenByDescending(group => group.Alert!.LastAt).Take(AlertState.MostGroups);
        await _memory.SaveAsync(new AlertState([.. _seen.Last(AlertState.MostIds)], [.. groups.Select(group => group.Keep())]).Write(), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        _isKept = true;
    }

    private static async Task<ExceptionDispatchInfo?> TryAsync(Func<Task> memory, CancellationToken cancellationToken)
    {
        try
        {
            await memory().ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return ExceptionDispatchInfo.Capture(e);
        }
    }

    private async Task<AlertDeliveryException?> TellAsync(IReadOnlyList<FailureGroup> groups, CancellationToken cancellationToken)
    {
        AlertDeliveryException? unsent = null;
        for (var sender = 0; sender < senders.Count; sender++)
        {
            unsent = await TellAsync(sender, groups, cancellationToken).ConfigureAwait(false) ?? unsent;
        }

        return unsent;
    }

    private async Task<AlertDeliveryException?> TellAsync(int sender, IReadOnlyList<FailureGroup> groups, CancellationToken cancellationToken)
    {
        AlertDeliveryException? unsent = null;
        foreach (var group in groups.Where(group => group.IsNews(sender, _repeat, _time)))
        {
            try
            {
                await SendAsync(sender, group.Alert!, cancellationToken).ConfigureAwait(false);
                group.Told(sender, _time);
                _isKept = false;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                unsent = e as AlertDeliveryException ?? new AlertDeliveryException(senders[sender].GetType(), e);
                if (unsent.IsAway)
                {
                    break; // it has been waited for: the next alert wouldn't find it back
                }

                group.Refused(sender, isAnswered: unsent.Status is not null, _time);
            }
        }

        return unsent;
    }

    // One that doesn't answer, nor listen to its token, mustn't keep the others' turn, nor this process after its term; nor is it called again while it has a call that was left.
    private async Task SendAsync(int sender, FailureAlert alert, CancellationToken cancellationToken)
    {
        if (_calls[sender] is { IsCompleted: false })
        {
            throw new TimeoutException("Its last call was left behind, and hasn't ended yet.");
        }

        using var limit = new CancellationTokenSource(LongestSend, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var call = _calls[sender] = Task.Run(() => senders[sender].SendAsync(alert, either.Token), either.Token);
            await call.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"It didn't end within {LongestSend}.", e);
        }
    }

    // By the kind and the number among its kind: the place in the list changes when another one comes.
    private static IReadOnlyList<string> Named(IReadOnlyList<IAlertSender> senders)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        return [.. senders.Select(sender => sender.GetType().Name).Select(kind => $"{kind} {numbers[kind] = numbers.GetValueOrDefault(kind) + 1}")];
    }
}
