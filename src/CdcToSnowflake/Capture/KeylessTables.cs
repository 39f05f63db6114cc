namespace CdcToSnowflake.Capture;

/// <summary>What a capture does when it meets a table without a key that it doesn't take yet: one that somebody made by <c>CREATE TABLE … AS SELECT</c>, say.</summary>
public enum KeylessTables
{
    /// <summary>It stops by a <see cref="KeylessTableException"/>.</summary>
    Stop,

    /// <summary>
    /// It leaves the table out, and says so: by a warning, in <see cref="CaptureProgress.LeftOutTables"/>, and by a health check that is degraded. Once the table has a key it is taken, with the rows that
    /// it had before if the capture has a <see cref="MySqlSnapshotSource"/>. A table that is taken already and loses its key still stops the capture: its rows in RAW would stay as they are.
    /// </summary>
    LeaveOut,
}
