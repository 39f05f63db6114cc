namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>A stream that is there.</summary>
/// <param name="IsStale">Whether it lost its offset, so that reading it fails.</param>
/// <param name="IsReconciled">Whether nothing is left to do since it was made; false where it took a stale one's place and CI wasn't reconciled yet.</param>
internal sealed record StreamFacts(bool IsStale, bool IsReconciled);
