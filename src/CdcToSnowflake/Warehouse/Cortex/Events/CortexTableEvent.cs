namespace CdcToSnowflake.Warehouse.Cortex.Events;

/// <summary>A table in the answer (<c>response.table</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">All that it says.</param>
/// <param name="ToolUseId">The use of the tool that it comes from.</param>
/// <param name="QueryId">The id of the query that it comes from; null if there is none.</param>
/// <param name="Title">Its title; empty for none.</param>
/// <param name="Rows">The rows.</param>
public sealed record CortexTableEvent(string Name, string Json, string ToolUseId, string? QueryId, string Title, CortexTable Rows) : CortexEvent(Name, Json);
