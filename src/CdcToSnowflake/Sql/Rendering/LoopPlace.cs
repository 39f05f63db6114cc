namespace CdcToSnowflake.Sql.Rendering;

/// <summary>What templates see as <c>for</c>.</summary>
/// <param name="Index">The item's number, from 0.</param>
/// <param name="Count">The number of items.</param>
internal readonly record struct LoopPlace(int Index, int Count);
