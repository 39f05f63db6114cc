namespace CdcToSnowflake.Operations.Streams;

/// <summary>A stream as it was found, and what was done about it.</summary>
/// <param name="Brand">The brand that it tells of.</param>
/// <param name="Stream">Its full name, parts joined by ".".</param>
/// <param name="Task">The full name of the task that consumes it.</param>
/// <param name="StaleAfter">When it goes, or went, stale, as it was found; null if it isn't there, or Snowflake doesn't say.</param>
/// <param name="Action">What was done.</param>
public sealed record StreamState(string Brand, string Stream, string Task, DateTimeOffset? StaleAfter, StreamAction Action)
{
    /// <summary>Why that failed; else null.</summary>
    public Exception? Error { get; init; }
}
