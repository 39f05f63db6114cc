namespace CdcToSnowflake.Warehouse.Planning;

/// <summary>What a step costs.</summary>
public enum PlanCostKind
{
    /// <summary>A change of metadata: no warehouse works.</summary>
    Metadata,

    /// <summary>Reads what is there, once.</summary>
    Scan,

    /// <summary>Loads what lies in the store already, once.</summary>
    Load,

    /// <summary>Something that costs whenever it works from then on.</summary>
    Standing,
}
