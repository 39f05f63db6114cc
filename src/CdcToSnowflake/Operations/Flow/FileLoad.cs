namespace CdcToSnowflake.Operations.Flow;

/// <summary>What became of a file in the account.</summary>
/// <param name="Rows">The rows that were loaded.</param>
/// <param name="ReceivedAt">When the pipe heard of it; null where COPY loaded it.</param>
/// <param name="LoadedAt">When it was loaded.</param>
/// <param name="Error">Why it wasn't; null if it was.</param>
internal sealed record FileLoad(long Rows, DateTimeOffset? ReceivedAt, DateTimeOffset LoadedAt, string? Error);
