namespace CdcToSnowflake.Binlog.Tests.Protocol;

/// <summary>How a connection ends.</summary>
public enum NetworkFault
{
    /// <summary>Closed, after what was sent.</summary>
    Close,

    /// <summary>Reset: what is still under way is lost, too.</summary>
    Reset,

    /// <summary>Nothing passes any more, and nobody is told.</summary>
    Stall,
}
