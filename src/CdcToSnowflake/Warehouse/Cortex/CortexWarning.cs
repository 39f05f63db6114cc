namespace CdcToSnowflake.Warehouse.Cortex;

/// <summary>What an agent could not do, and answered without.</summary>
/// <param name="Message">What happened.</param>
/// <param name="Code">Snowflake's code, such as 399569 for a tool that the role may not use; null if it gave none.</param>
public sealed record CortexWarning(string Message, string? Code);
