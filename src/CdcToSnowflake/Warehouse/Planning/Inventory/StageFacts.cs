namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>A stage that is there.</summary>
/// <param name="Url">Where it points to.</param>
internal sealed record StageFacts(string Url);
