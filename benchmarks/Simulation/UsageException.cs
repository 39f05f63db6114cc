namespace CdcToSnowflake.Simulation;

/// <summary>The command line doesn't say what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
