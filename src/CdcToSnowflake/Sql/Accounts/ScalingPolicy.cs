namespace CdcToSnowflake.Sql.Accounts;

/// <summary>When a multi-cluster warehouse starts another cluster (the manual's "Multi-cluster warehouses").</summary>
public enum ScalingPolicy
{
    /// <summary>As soon as a query waits.</summary>
    Standard,

    /// <summary>When it has work for minutes.</summary>
    Economy,
}
