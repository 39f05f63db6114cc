namespace CdcToSnowflake.Capture;

/// <summary>Which tables are read as they are, beside the log of what changes in them.</summary>
public enum SnapshotMode
{
    /// <summary>
    /// Each table that is taken and wasn't read yet: all tables of a new brand, which then begins at the log's present end, and later those that come to be taken. Tables made while
    /// capture runs come by the log alone.
    /// </summary>
    Initial,

    /// <summary>None but those asked for: a new brand begins at the oldest log that the server has.</summary>
    Never,
}
