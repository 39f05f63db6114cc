namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>A stage that is there.</summary>
/// <param name="Url">Where it points to.</param>
/// <param name="Integration">The storage integration by which it gets there; null for none.</param>
internal sealed record StageFacts(string Url, string? Integration);
