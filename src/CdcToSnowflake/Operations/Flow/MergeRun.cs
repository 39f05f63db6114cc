namespace CdcToSnowflake.Operations.Flow;

/// <summary>A run of a merge that succeeded.</summary>
internal readonly record struct MergeRun(DateTimeOffset StartedAt, DateTimeOffset CompletedAt);
