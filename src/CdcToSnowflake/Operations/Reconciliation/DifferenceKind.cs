namespace CdcToSnowflake.Operations.Reconciliation;

/// <summary>How a row of RAW differs from the source's.</summary>
public enum DifferenceKind
{
    /// <summary>The source has it, RAW doesn't.</summary>
    Missing,

    /// <summary>RAW has it, the source doesn't.</summary>
    Extra,

    /// <summary>Both have it, with other values.</summary>
    Changed,
}
