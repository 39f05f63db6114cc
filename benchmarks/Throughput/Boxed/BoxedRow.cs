namespace CdcToSnowflake.Throughput.Boxed;

/// <summary>One row change as a plain reader hands it out.</summary>
internal sealed record BoxedRow(object?[]? Before, object?[]? After);
