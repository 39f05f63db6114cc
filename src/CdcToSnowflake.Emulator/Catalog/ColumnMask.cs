namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>A masking policy on a column. Columns are the policy's arguments in order, the masked column first.</summary>
internal sealed record ColumnMask(long PolicyId, IReadOnlyList<string> Columns);
