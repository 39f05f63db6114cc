namespace CdcToSnowflake.Warehouse.Cortex.Events;

/// <summary>Text of the answer: a piece of it, or a whole paragraph once all its pieces came (<c>response.text.delta</c>, <c>response.text</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">All that it says.</param>
/// <param name="ContentIndex">Which part of the answer it belongs to, from 0.</param>
/// <param name="Text">The text.</param>
/// <param name="IsDelta">Whether it is a piece.</param>
/// <param name="IsQuestion">Whether the agent asks for more.</param>
public sealed record CortexTextEvent(string Name, string Json, int ContentIndex, string Text, bool IsDelta, bool IsQuestion) : CortexEvent(Name, Json);
