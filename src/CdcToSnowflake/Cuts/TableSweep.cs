namespace CdcToSnowflake.Cuts;

/// <summary>A cut ends the snapshot of a table: rows that no cut from its first on has touched are not at the source.</summary>
/// <param name="Table">The table's part of paths.</param>
/// <param name="FirstCut">The first cut that counts.</param>
/// <param name="Ids">What the snapshot answered: <c>initial</c>, and the ids of requests.</param>
internal sealed record TableSweep(string Table, ulong FirstCut, IReadOnlyList<string> Ids);
