namespace CdcToSnowflake.Hosting.Changes;

/// <summary>A handler's progress, as JSON.</summary>
internal sealed record HandlerLine(string Handler, ulong Cut);
