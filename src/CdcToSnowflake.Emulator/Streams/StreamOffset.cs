namespace CdcToSnowflake.Emulator.Streams;

/// <summary>Where a stream stands.</summary>
/// <param name="Version">Changes up to this version are consumed.</param>
/// <param name="Initial">true until the rows that were there at its creation (SHOW_INITIAL_ROWS) are consumed.</param>
/// <param name="TouchedAt">When it was last consumed, or seen empty by SYSTEM$STREAM_HAS_DATA: staleness counts from here.</param>
/// <param name="StaleReason">Why it can never be read again; null = it can.</param>
internal sealed record StreamOffset(long Version, bool Initial, DateTimeOffset TouchedAt, string? StaleReason = null);
