namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>A task that is there.</summary>
/// <param name="IsStarted">Whether it is resumed.</param>
/// <param name="Comment">Its comment, which ends with the fingerprint of the statement that made it.</param>
internal sealed record TaskFacts(bool IsStarted, string Comment);
