namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>A server can't be read for a snapshot. Capture adds the brand and the table.</summary>
internal sealed class SnapshotSourceException(string problem, Exception? innerException = null) : Exception(problem, innerException);
