namespace CdcToSnowflake.Warehouse.Cortex.Events;

/// <summary>Something that the agent goes on without (<c>response.warning</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">All that it says.</param>
/// <param name="Warning">What.</param>
public sealed record CortexWarningEvent(string Name, string Json, CortexWarning Warning) : CortexEvent(Name, Json);
