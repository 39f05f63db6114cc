namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>A run that EXECUTE TASK asked for.</summary>
/// <param name="TaskId">The root.</param>
/// <param name="RequestedAt">The run's scheduled time.</param>
/// <param name="Config">USING CONFIG, laid over the root's own.</param>
/// <param name="Retried">RETRY: the graph run whose failed tasks run again.</param>
internal sealed record TaskRequest(long TaskId, DateTimeOffset RequestedAt, string? Config, GraphHistory? Retried);
