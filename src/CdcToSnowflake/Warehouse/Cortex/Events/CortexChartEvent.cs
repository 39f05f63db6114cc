namespace CdcToSnowflake.Warehouse.Cortex.Events;

/// <summary>A chart in the answer (<c>response.chart</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">All that it says.</param>
/// <param name="ToolUseId">The use of the tool that it comes from.</param>
/// <param name="Specification">The chart as Vega-Lite's JSON.</param>
public sealed record CortexChartEvent(string Name, string Json, string ToolUseId, string Specification) : CortexEvent(Name, Json);
