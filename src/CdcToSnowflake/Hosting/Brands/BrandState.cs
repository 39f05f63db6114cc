namespace CdcToSnowflake.Hosting.Brands;

/// <summary>What a brand does in this process.</summary>
public enum BrandState
{
    /// <summary>It waits: another process works, or this one has just begun.</summary>
    Standby,

    /// <summary>It is captured.</summary>
    Running,

    /// <summary>It failed by something that can pass, and is tried again after a pause.</summary>
    Retrying,

    /// <summary>Its source has ended, as files do.</summary>
    Ended,

    /// <summary>It failed by something that only people can mend; after that, restart the service.</summary>
    Stopped,
}
