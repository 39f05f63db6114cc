namespace CdcToSnowflake.Warehouse.Cortex;

/// <summary>Rows of an answer.</summary>
/// <param name="Columns">The columns' names.</param>
/// <param name="Rows">The rows, a value for each column: null, bool, long, decimal, double, string, byte[], DateTime, TimeSpan or DateTimeOffset, or a wider type or the text of what none of them holds exactly.</param>
/// <param name="IsComplete">Whether these are all rows that the query gave.</param>
public sealed record CortexTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, bool IsComplete);
