namespace CdcToSnowflake.Capture;

/// <summary>What a capture does when its server can't go on where the last cut ended: the log from there is purged, or the server has another history (restored, reset, promoted too early).</summary>
public enum LostLog
{
    /// <summary>It stops, and says what is missing. What was changed there meanwhile isn't in any log.</summary>
    Stop,

    /// <summary>
    /// It goes on at the log's present end, and reads each of its tables again from the first row, with all rows swept out that the source doesn't have any more: once a table is read, RAW is as the
    /// source again, and until then its rows are those of the last cut. Handlers see the rows that are read, and not each change in between; changes of append-only tables in between stay lost.
    /// </summary>
    ReadTablesAgain,
}
