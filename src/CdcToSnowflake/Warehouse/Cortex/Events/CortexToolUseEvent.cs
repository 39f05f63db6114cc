namespace CdcToSnowflake.Warehouse.Cortex.Events;

/// <summary>The agent uses a tool (<c>response.tool_use</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">All that it says, the tool's input too.</param>
/// <param name="ToolUseId">The use.</param>
/// <param name="Kind">The tool's kind, such as cortex_analyst_text_to_sql.</param>
/// <param name="Tool">The tool.</param>
public sealed record CortexToolUseEvent(string Name, string Json, string ToolUseId, string Kind, string Tool) : CortexEvent(Name, Json);
