namespace CdcToSnowflake.Operations.Reconciliation;

/// <summary>A row that differs.</summary>
/// <param name="Kind">How.</param>
/// <param name="Key">Its key's values, each as <c>length:value</c>, in the key's order, separated by <c>|</c>.</param>
public sealed record RowDifference(DifferenceKind Kind, string Key);
