namespace CdcToSnowflake.Simulation;

/// <summary>One run of a task.</summary>
/// <param name="Started">The second of its first statement.</param>
/// <param name="Ended">The second of its commit.</param>
/// <param name="Rows">The rows that it merged, of tables that CI has where a brand's task ran.</param>
internal readonly record struct MergeRun(double Started, double Ended, long Rows);
