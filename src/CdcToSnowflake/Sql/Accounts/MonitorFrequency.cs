namespace CdcToSnowflake.Sql.Accounts;

/// <summary>When a resource monitor begins to count anew (the manual's CREATE RESOURCE MONITOR, FREQUENCY).</summary>
public enum MonitorFrequency
{
    /// <summary>Each month.</summary>
    Monthly,

    /// <summary>Each week.</summary>
    Weekly,

    /// <summary>Each day.</summary>
    Daily,

    /// <summary>Each year.</summary>
    Yearly,

    /// <summary>Never.</summary>
    Never,
}
