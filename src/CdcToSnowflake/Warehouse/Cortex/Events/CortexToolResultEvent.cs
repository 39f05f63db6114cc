namespace CdcToSnowflake.Warehouse.Cortex.Events;

/// <summary>A tool is done (<c>response.tool_result</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">All that it says, the result too.</param>
/// <param name="ToolUseId">The use.</param>
/// <param name="Kind">The tool's kind, such as cortex_analyst_text_to_sql.</param>
/// <param name="Tool">The tool.</param>
/// <param name="Status">How it ended, such as success.</param>
public sealed record CortexToolResultEvent(string Name, string Json, string ToolUseId, string Kind, string Tool, string Status) : CortexEvent(Name, Json)
{
    /// <summary>The SQL that the tool wrote, and what it gave.</summary>
    /// <value>null for a tool that writes none.</value>
    public CortexQuery? Query { get; init; }
}
