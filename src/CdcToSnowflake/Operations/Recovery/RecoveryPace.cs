using CdcToSnowflake.Operations.Failures;

namespace CdcToSnowflake.Operations.Recovery;

/// <summary>When to ask the account whether failures are over: soon at first, then ever more seldom, since each question wakes a warehouse and what has failed for days may never work again.</summary>
/// <param name="shortest">The shortest time between two questions.</param>
internal sealed class RecoveryPace(TimeSpan shortest)
{
    // So recovery is told late by a twentieth of the time that it took at the most.
    private const int Part = 20;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private DateTimeOffset? _askedAt;

    /// <summary>Whether it is time for a question. The youngest failure sets the pace.</summary>
    public bool IsDue(IEnumerable<FailureAlert> failing, DateTimeOffset now)
    {
        if (failing.Max(alert => (DateTimeOffset?)alert.LastAt) is not { } last)
        {
            return false;
        }

        var pause = (now - last) / Part;
        pause = pause > Longest ? Longest : pause;
        return _askedAt is not { } asked || now - asked >= (pause > shortest ? pause : shortest);
    }

    /// <summary>Takes note that a question was answered; one that wasn't is due again.</summary>
    public void Asked(DateTimeOffset now) => _askedAt = now;
}
