namespace CdcToSnowflake.Operations.Failures;

/// <summary>
/// Makes alerts of notifications: all failures of one task or pipe are one alert, told at the first failure, again after a while if there were more, and once more when it works again. What Snowflake or a
/// queue delivers twice counts once. Safe to use from any thread; what it remembers is bounded.
/// </summary>
/// <param name="senders">Who takes alerts to people; each is told all of it.</param>
/// <param name="repeat">How long a sender isn't told again of what still fails; null for 15 minutes.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class FailureDesk(IReadOnlyList<IAlertSender> senders, TimeSpan? repeat = null, TimeProvider? time = null) : IDisposable
{
    private const int RememberedIds = 10_000;
    private const int MostGroups = 1_000;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly TimeSpan _repeat = repeat ?? TimeSpan.FromMinutes(15);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly RecentIds _seen = new(RememberedIds);
    private readonly Dictionary<(FailureKind Kind, string Name), FailureGroup> _groups = [];
    private volatile FailureAlert[] _failing = [];

    /// <summary>What fails now.</summary>
    public IReadOnlyList<FailureAlert> Failing => _failing;

    /// <summary>Takes a notification. If a sender throws, call again with the same notification: only what wasn't told is told then.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AlertDeliveryException">A sender could not send; the others have.</exception>
    public Task HandleAsync(SnowflakeNotification notification, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(notification);
        return InTurnAsync(
            () => notification switch
            {
                TaskFailed failed => [Failed(notification, FailureAlert.Of(failed), failed.RootTask)],
                FilesRefused refused => [Failed(notification, FailureAlert.Of(refused), null)],
                FileMissing missing => [Failed(notification, FailureAlert.Of(missing), null)],
                GraphSucceeded succeeded => Succeeded(group => group.RootTask == succeeded.RootTask, succeeded.CompletedAt),
                _ => [],
            },
            cancellationToken);
    }

    /// <summary>Takes note that a task or pipe worked, as its history shows: what failed before is resolved.</summary>
    /// <param name="kind">Which of the two.</param>
    /// <param name="name">Its full name, parts joined by ".", as notifications write it.</param>
    /// <param name="at">When the run that succeeded started, or the file was loaded.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AlertDeliveryException">A sender could not send; the others have. Call again.</exception>
    public Task SucceededAsync(FailureKind kind, string name, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        InTurnAsync(() => _groups.TryGetValue((kind, name), out var group) ? Succeeded(one => one == group, at) : [], cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private FailureGroup Failed(SnowflakeNotification notification, FailureAlert news, string? rootTask)
    {
        if (!_groups.TryGetValue((news.Kind, news.Name), out var group))
        {
            if (_groups.Count >= MostGroups)
            {
                _groups.Remove(_groups.MinBy(known => known.Value.Alert?.LastAt ?? DateTimeOffset.MinValue).Key);
            }

            _groups.Add((news.Kind, news.Name), group = new FailureGroup(senders.Count));
        }

        if (_seen.Add(notification.MessageId))
        {
            group.Failed(news, rootTask);
        }

        return group;
    }

    private List<FailureGroup> Succeeded(Func<FailureGroup, bool> which, DateTimeOffset at)
    {
        var groups = _groups.Values.Where(which).ToList();
        groups.ForEach(group => group.Succeeded(at));
        return groups;
    }

    private async Task InTurnAsync(Func<IReadOnlyList<FailureGroup>> take, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var touched = take();
            _failing = [.. _groups.Values.Where(group => group.IsFailing).Select(group => group.Alert!)];
            AlertDeliveryException? unsent = null;
            foreach (var group in touched)
            {
                unsent = await TellAsync(group, cancellationToken).ConfigureAwait(false) ?? unsent;
            }

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

    private async Task<AlertDeliveryException?> TellAsync(FailureGroup group, CancellationToken cancellationToken)
    {
        AlertDeliveryException? unsent = null;
        for (var sender = 0; sender < senders.Count; sender++)
        {
            if (group.IsNews(sender, _repeat, _time))
            {
                try
                {
                    await senders[sender].SendAsync(group.Alert!, cancellationToken).ConfigureAwait(false);
                    group.Told(sender, _time);
                }
                catch (AlertDeliveryException e)
                {
                    unsent = e;
                }
            }
        }

        return unsent;
    }
}
