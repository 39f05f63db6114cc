namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>One pipe's waiting files.</summary>
internal sealed class PipeQueue(PipeChaos? chaos, PipeChaosCount struck)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private List<PendingFile> _waiting = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>The file that has waited longest.</summary>
    public PendingFile? Oldest
    {
        get
        {
            lock (_lock)
            {
                return _waiting.MinBy(file => file.ReceivedAt);
            }
        }
    }

    /// <summary>The file that came last.</summary>
    public PendingFile? LastAdded { get; private set; }

    /// <summary>Whether a file waits for rounds to pass, rather than for the clock.</summary>
    public bool HoldsBack
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Any(file => file.HeldRounds > 0);
            }
        }
    }

    /// <summary>The earliest retry; null if a file can load at once or none waits.</summary>
    public DateTimeOffset? NextRetry
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count == 0 ? null : _waiting.Min(file => file.NotBefore);
            }
        }
    }

    /// <summary>Adds a file that is not already waiting.</summary>
    public void Add(PendingFile file)
    {
        lock (_lock)
        {
            if (file.IsRepeat || _paths.Add(file.File.Path))
            {
                LastAdded = file;
                var held = Chaos.Hold(chaos, file.File.Path, file.IsRepeat);
                if (held > 0)
                {
                    struck.Hold();
                }

                _waiting.Add(file with { HeldRounds = file.HeldRounds + held });
            }
        }
    }

    /// <summary>Gives back what was taken and came to nothing: no news, so nothing is held back anew.</summary>
    public void PutBack(PendingFile file)
    {
        lock (_lock)
        {
            if (file.IsRepeat || _paths.Add(file.File.Path))
            {
                _waiting.Add(file);
            }
        }
    }

    /// <summary>Drops what was told before a time.</summary>
    public void Forget(DateTimeOffset before)
    {
        lock (_lock)
        {
            foreach (var file in _waiting.Where(file => file.ReceivedAt < before))
            {
                _paths.Remove(file.File.Path);
            }

            _waiting.RemoveAll(file => file.ReceivedAt < before);
        }
    }

    /// <summary>Takes what may load in this round.</summary>
    public IReadOnlyList<PendingFile> Take(int limit, DateTimeOffset? now)
    {
        lock (_lock)
        {
            var ready = _waiting.Where(file => file.HeldRounds == 0 && !(file.NotBefore > now)).ToList();
            if (chaos is { Reorder: true })
            {
                (ready, limit) = Chaos.Shuffle(chaos, ready);
            }

            ready = ready.Take(limit).ToList();
            var taken = ready.ToHashSet(ReferenceEqualityComparer.Instance);
            _waiting = [.. _waiting.Where(file => !taken.Contains(file)).Select(file => file with { HeldRounds = Math.Max(0, file.HeldRounds - 1) })];
            foreach (var file in ready)
            {
                _paths.Remove(file.File.Path);
            }

            return ready;
        }
    }
}
