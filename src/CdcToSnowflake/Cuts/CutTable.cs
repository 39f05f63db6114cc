namespace CdcToSnowflake.Cuts;

/// <summary>A table's part of a cut.</summary>
/// <param name="Table">The table's part of paths, <c>schema.table</c> escaped.</param>
/// <param name="Shape">The shape that its rows have.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Files">The files that hold them.</param>
internal sealed record CutTable(string Table, string Shape, long Rows, IReadOnlyList<CutFile> Files);
