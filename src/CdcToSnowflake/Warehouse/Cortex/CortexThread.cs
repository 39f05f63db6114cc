namespace CdcToSnowflake.Warehouse.Cortex;

/// <summary>Where a conversation stands: Snowflake keeps what was said. From the manual's "Threads API".</summary>
/// <param name="Id">The thread.</param>
/// <param name="ParentMessageId">The answer that the next question follows; 0 for the first question.</param>
public sealed record CortexThread(long Id, long ParentMessageId);
