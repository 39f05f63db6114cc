namespace CdcToSnowflake.Binlog;

/// <summary>What happened to the rows of an event.</summary>
public enum RowOperation
{
    /// <summary>Rows came: after images only.</summary>
    Insert,

    /// <summary>Rows changed: before and after images.</summary>
    Update,

    /// <summary>Rows went: before images only.</summary>
    Delete,
}
