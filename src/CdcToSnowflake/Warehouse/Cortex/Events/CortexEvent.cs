namespace CdcToSnowflake.Warehouse.Cortex.Events;

/// <summary>Something that an agent tells while it works, from the manual's "Cortex Agents Run API". One that isn't known here is a <see cref="CortexEvent"/> and nothing more: Snowflake adds some from time to time.</summary>
/// <param name="Name">Its name, such as <c>response.text.delta</c>.</param>
/// <param name="Json">All that it says.</param>
public record CortexEvent(string Name, string Json);
