namespace CdcToSnowflake.Hosting.Flow;

/// <summary>How the looks at a brand's way to CI go.</summary>
/// <param name="SeenAt">When the last one that saw something ended; before the first, when looking began.</param>
/// <param name="Error">Why the last one saw nothing; null if it did.</param>
internal sealed record FlowLooks(DateTimeOffset SeenAt, Exception? Error)
{
    /// <summary>How long the last round over all brands took: a brand's next look comes by so much later.</summary>
    public TimeSpan Round { get; init; }
}
