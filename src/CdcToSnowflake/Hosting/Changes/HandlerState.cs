namespace CdcToSnowflake.Hosting.Changes;

/// <summary>What a change handler does in this process.</summary>
public enum HandlerState
{
    /// <summary>It waits: another process works, or this one has just begun.</summary>
    Standby,

    /// <summary>It follows the cuts.</summary>
    Running,

    /// <summary>A call failed, or the store did; it is tried again after a pause.</summary>
    Retrying,

    /// <summary>It can't go on without people.</summary>
    Stopped,
}
