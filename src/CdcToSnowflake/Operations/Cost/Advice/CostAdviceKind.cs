namespace CdcToSnowflake.Operations.Cost.Advice;

/// <summary>What an advice is about.</summary>
public enum CostAdviceKind
{
    /// <summary>After what time a warehouse suspends itself.</summary>
    AutoSuspend,

    /// <summary>Whether tasks run serverless or on a warehouse.</summary>
    TaskCompute,

    /// <summary>How often a brand's changes are cut into files.</summary>
    CutInterval,

    /// <summary>The order in which a table is kept.</summary>
    ClusteringKey,
}
