using System.Security.Cryptography;
using System.Text;

namespace CdcToSnowflake.Operations.Failures;

/// <summary>All failures of one task, pipe or brand's flow, and what each sender has told of them.</summary>
internal sealed class FailureGroup(IReadOnlyList<string> senders)
{
    // What was wrong first holds up what comes after it, and a look may see thousands.
    private const int MostParts = 100;

    private readonly ToldAlert[] _told = [.. senders.Select(ToldAlert.Nothing)];
    private readonly DateTimeOffset[] _refusedAt = [.. Enumerable.Repeat(DateTimeOffset.MinValue, senders.Count)];

    private IReadOnlyList<string> _standing = [];
    private long _news;

    /// <summary>null while nothing has failed since the last success.</summary>
    public FailureAlert? Alert { get; private set; }

    /// <summary>The graph that it belongs to.</summary>
    public string? RootTask { get; private set; }

    /// <summary>The last success that was heard of; failures from before it are old news.</summary>
    public DateTimeOffset LastSuccessAt { get; private set; } = DateTimeOffset.MinValue;

    public bool IsFailing => Alert is { ResolvedAt: null, Kind: not FailureKind.Notice };

    /// <summary>The group as it was kept. Senders may have come or gone since: a new one tells what still fails, and needn't tell what is over or was no failure.</summary>
    public static FailureGroup Of(KeptGroup kept, IReadOnlyList<string> senders)
    {
        var group = new FailureGroup(senders) { Alert = kept.Alert, RootTask = kept.RootTask, LastSuccessAt = kept.LastSuccessAt, _news = kept.News, _standing = kept.Standing };
        for (var at = 0; at < senders.Count; at++)
        {
            var told = kept.Told.FirstOrDefault(told => told.Sender == senders[at]) ?? (at < kept.Told.Count && kept.Told[at].Sender is null ? kept.Told[at] : null);
            group._told[at] = told is not null ? told with { Sender = senders[at] }
                : group.IsFailing ? ToldAlert.Nothing(senders[at])
                : new ToldAlert(senders[at], kept.News, kept.Alert.LastAt, IsResolved: kept.Alert.ResolvedAt is not null);
        }

        return group;
    }

    public KeptGroup Keep() => new(Alert!, RootTask, _news, _standing, LastSuccessAt, [.. _told]);

    public void Failed(FailureAlert news, string? rootTask, TimeSpan repeat)
    {
        RootTask = rootTask ?? RootTask;
        if (news.LastAt <= LastSuccessAt)
        {
            return;
        }

        if (IsNew(news, repeat))
        {
            Begin(news, news.Count);
            return;
        }

        Alert = Alert!.With(news) with { ResolvedAt = null };
        _news += news.Count;
    }

    /// <summary>Takes a notice: each is news of its own, and of several within a while the last is told.</summary>
    public void Notes(FailureAlert notice)
    {
        Alert = notice;
        _news++;
    }

    /// <summary>Takes what a look sees in place of what the last one saw.</summary>
    /// <returns>Whether there is something new in it.</returns>
    public bool Stands(FailureAlert now, IEnumerable<string> parts, TimeSpan repeat)
    {
        IReadOnlyList<string> standing = [.. parts.Take(MostParts).Select(Short)];
        var isChanged = !IsFailing || !standing.SequenceEqual(_standing);
        if (IsNew(now, repeat))
        {
            Begin(now, 1);
        }
        else
        {
            _news += IsFailing ? standing.Except(_standing).Count() : 1;
            Alert = now with { Since = Alert!.Since };
        }

        _standing = standing;
        return isChanged;
    }

    /// <summary>Resolves it: a look doesn't see it any more.</summary>
    public void Ends(DateTimeOffset at) => Alert = Alert! with { ResolvedAt = at };

    /// <returns>Whether that resolves it.</returns>
    public bool Succeeded(DateTimeOffset at)
    {
        LastSuccessAt = at > LastSuccessAt ? at : LastSuccessAt;
        if (!IsFailing || at <= Alert!.LastAt)
        {
            return false;
        }

        Alert = Alert with { ResolvedAt = at };
        return true;
    }

    /// <summary>Whether a sender has something new to tell: the first failure, more of them after a while, or that it works again, be it that nothing was told before. What fails again soon after that is held back for that while, as what fails and works in turn would be two messages each time. What its receiver refused is offered again after that while.</summary>
    public bool IsNews(int sender, TimeSpan repeat, TimeProvider time)
    {
        var told = _told[sender];
        var now = time.GetUtcNow();
        var isLate = now - told.At >= repeat || now < told.At; // so it is where nothing was ever told, and where the clock was wrong then
        return Alert switch
        {
            null => false,
            _ when now - _refusedAt[sender] < repeat => false,
            { ResolvedAt: not null } => !told.IsResolved && (told.News > 0 || isLate),
            _ => _news > told.News && isLate,
        };
    }

    // By the clock, not by a counter of the machine: it must mean the same in the next process.
    public void Told(int sender, TimeProvider time) => _told[sender] = new ToldAlert(senders[sender], _news, time.GetUtcNow(), Alert!.ResolvedAt is not null);

    /// <summary>Takes note that the alert itself couldn't be sent. A notice that its receiver has answered so is given up: it never ends, and would be offered for ever.</summary>
    public void Refused(int sender, bool isAnswered, TimeProvider time)
    {
        _refusedAt[sender] = time.GetUtcNow();
        if (isAnswered && Alert!.Kind == FailureKind.Notice)
        {
            Told(sender, time);
        }
    }

    // Until then, what fails again is more of the same to those who haven't heard of its end. A receiver that is gone hears of none: it mustn't hold up the others for longer than what fails again is held back anyway.
    private bool IsNew(FailureAlert news, TimeSpan repeat)
    {
        if (Alert is null || _told.Length == 0)
        {
            return !IsFailing;
        }

        var hearers = Array.FindAll(_told, told => told.News > 0);
        return !IsFailing && hearers.Length > 0 && (Array.TrueForAll(hearers, told => told.IsResolved) || news.LastAt - Alert.ResolvedAt >= repeat);
    }

    // When each was told last stays: it says how soon it may be told again.
    private void Begin(FailureAlert alert, long news)
    {
        (Alert, _news) = (alert, news);
        for (var sender = 0; sender < _told.Length; sender++)
        {
            _told[sender] = ToldAlert.Nothing(senders[sender]) with { At = _told[sender].At };
        }

        Array.Fill(_refusedAt, DateTimeOffset.MinValue);
    }

    // Keys of files are long, and are kept for each brand.
    private static string Short(string part) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(part)).AsSpan(0, 8));
}
