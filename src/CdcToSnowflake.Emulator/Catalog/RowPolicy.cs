namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>A row access policy on a table or view. Columns are the policy's arguments in order.</summary>
internal sealed record RowPolicy(long PolicyId, IReadOnlyList<string> Columns);
