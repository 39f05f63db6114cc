namespace CdcToSnowflake.Operations.Cost.Reading;

/// <summary>The credits for clustering a table in an hour or day.</summary>
internal sealed record ClusteringStep(FullName Table, DateTimeOffset From, decimal Credits, long Rows, long Bytes);
