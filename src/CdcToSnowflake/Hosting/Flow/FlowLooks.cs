namespace CdcToSnowflake.Hosting.Flow;

/// <summary>How the looks at a brand's way to CI go.</summary>
/// <param name="SeenAt">When the last one that saw something ended; before the first, when looking began.</param>
/// <param name="Error">Why the last one saw nothing; null if it did.</param>
internal sealed record FlowLooks(DateTimeOffset SeenAt, Exception? Error)
{
    // A look that fails once, as the account's minutes of maintenance make it, is no news.
    private const int LooksMissed = 3;

    // And a look itself takes a while, however soon the next is to follow.
    private static readonly TimeSpan ShortestLimit = TimeSpan.FromMinutes(1);

    /// <summary>Whether any has seen something.</summary>
    public bool HasSeen { get; init; }

    /// <summary>The rounds over all brands; null for none.</summary>
    public FlowRound? Round { get; init; }

    /// <summary>Whether what was seen last is so old that it says nothing of now.</summary>
    public bool IsBlind(DateTimeOffset now, TimeSpan interval)
    {
        var limit = LooksMissed * (interval + (Round?.Length ?? TimeSpan.Zero));
        return now - SeenAt > (limit > ShortestLimit ? limit : ShortestLimit);
    }
}
