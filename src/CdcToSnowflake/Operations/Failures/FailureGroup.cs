namespace CdcToSnowflake.Operations.Failures;

/// <summary>One task's or pipe's failures, and what each sender has told of them.</summary>
internal sealed class FailureGroup(int senders)
{
    private readonly (long Count, long At, bool IsResolved)[] _told = new (long, long, bool)[senders];

    /// <summary>null while nothing has failed since the last success.</summary>
    public FailureAlert? Alert { get; private set; }

    /// <summary>The graph that it belongs to.</summary>
    public string? RootTask { get; private set; }

    /// <summary>The last success that was heard of; failures from before it are old news.</summary>
    public DateTimeOffset LastSuccessAt { get; private set; } = DateTimeOffset.MinValue;

    public bool IsFailing => Alert is { ResolvedAt: null };

    public void Failed(FailureAlert news, string? rootTask)
    {
        RootTask = rootTask ?? RootTask;
        if (news.LastAt <= LastSuccessAt)
        {
            return;
        }

        if (!IsFailing)
        {
            Alert = news;
            Array.Clear(_told);
            return;
        }

        // Messages come in any order: the latest one's error counts.
        var latest = news.LastAt >= Alert!.LastAt ? news : Alert;
        Alert = latest with { Since = news.Since < Alert.Since ? news.Since : Alert.Since, Count = Alert.Count + news.Count };
    }

    public void Succeeded(DateTimeOffset at)
    {
        LastSuccessAt = at > LastSuccessAt ? at : LastSuccessAt;
        if (IsFailing && at > Alert!.LastAt)
        {
            Alert = Alert with { ResolvedAt = at };
        }
    }

    /// <summary>Whether a sender has something new to tell: the first failure, more of them after a while, or that it works again.</summary>
    public bool IsNews(int sender, TimeSpan repeat, TimeProvider time)
    {
        var told = _told[sender];
        return Alert switch
        {
            null => false,
            { ResolvedAt: not null } => told.Count > 0 && !told.IsResolved,
            _ => Alert.Count > told.Count && (told.Count == 0 || time.GetElapsedTime(told.At) >= repeat),
        };
    }

    public void Told(int sender, TimeProvider time) => _told[sender] = (Alert!.Count, time.GetTimestamp(), Alert.ResolvedAt is not null);
}
