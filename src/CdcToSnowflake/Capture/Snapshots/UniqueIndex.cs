namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>A unique index.</summary>
/// <param name="IsPrimary">Whether it is the primary key.</param>
/// <param name="IsWhole">Whether it holds its columns whole: no prefix, no expression.</param>
/// <param name="Columns">Its columns in order.</param>
internal sealed record UniqueIndex(bool IsPrimary, bool IsWhole, IReadOnlyList<string> Columns);
