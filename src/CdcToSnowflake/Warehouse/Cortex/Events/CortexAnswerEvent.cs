namespace CdcToSnowflake.Warehouse.Cortex.Events;

/// <summary>The whole answer, the last that an agent tells (<c>response</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">All that it says.</param>
/// <param name="Answer">The answer, as the agent gave it: its SQL isn't run again.</param>
public sealed record CortexAnswerEvent(string Name, string Json, CortexAnswer Answer) : CortexEvent(Name, Json);
