namespace CdcToSnowflake.Files;

/// <summary>What becomes of dates that no calendar has: 0000-00-00, 2024-00-00, 2024-02-31. Snowflake can't hold them.</summary>
public enum ZeroDates
{
    /// <summary>They become NULL, and are counted.</summary>
    Null,

    /// <summary>They stop the capture.</summary>
    Error,
}
