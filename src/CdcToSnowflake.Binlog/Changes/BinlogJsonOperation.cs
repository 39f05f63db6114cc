namespace CdcToSnowflake.Binlog;

/// <summary>One operation of a partial update on a JSON document that the row image doesn't have; as a value of its own, unlike <see cref="BinlogJsonDiff"/>.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Path">Where, such as <c>$.items[2]</c>.</param>
/// <param name="Value">The new value as JSON text; null for a removal.</param>
public sealed record BinlogJsonOperation(BinlogJsonDiffOperation Operation, string Path, string? Value);
