namespace CdcToSnowflake.Warehouse.Cortex.Events;

/// <summary>What the agent, or a tool that it uses, is about (<c>response.status</c>, <c>response.tool_result.status</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">All that it says.</param>
/// <param name="Status">The state, such as planning or executing_tool.</param>
/// <param name="Message">The same in words.</param>
/// <param name="ToolUseId">The use of the tool; null for the agent's own state.</param>
public sealed record CortexStatusEvent(string Name, string Json, string Status, string Message, string? ToolUseId) : CortexEvent(Name, Json);
