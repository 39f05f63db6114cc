namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>A stream that is there.</summary>
/// <param name="IsStale">Whether it lost its offset, so that reading it fails.</param>
internal sealed record StreamFacts(bool IsStale);
