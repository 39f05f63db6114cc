namespace CdcToSnowflake.Warehouse.Cortex.Events;

/// <summary>What the agent thinks on its way: a piece, or the whole (<c>response.thinking.delta</c>, <c>response.thinking</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">All that it says.</param>
/// <param name="ContentIndex">Which part of the answer it belongs to, from 0.</param>
/// <param name="Text">The thought.</param>
/// <param name="IsDelta">Whether it is a piece.</param>
public sealed record CortexThinkingEvent(string Name, string Json, int ContentIndex, string Text, bool IsDelta) : CortexEvent(Name, Json);
