namespace CdcToSnowflake.Warehouse.Cortex.Events;

/// <summary>A message was added to the thread (<c>metadata</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">All that it says.</param>
/// <param name="Role">Whose message, user or assistant.</param>
/// <param name="MessageId">The message.</param>
/// <param name="RunId">The run; null if Snowflake did not say.</param>
public sealed record CortexMessageEvent(string Name, string Json, string Role, long MessageId, string? RunId) : CortexEvent(Name, Json);
