namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>A tag's value: what carries it counts for a budget.</summary>
internal sealed record BudgetTag(long TagId, string Value);
