using CdcToSnowflake.Operations.Cost.Reading;

namespace CdcToSnowflake.Operations.Cost.Advice;

/// <summary>When a task ran, and what that cost.</summary>
/// <param name="Task">The task.</param>
/// <param name="Stretches">When.</param>
/// <param name="Shortest">Its shortest run.</param>
/// <param name="CreditsPerHour">Those of a warehouse that is as fast.</param>
/// <param name="Cost">The costs.</param>
internal sealed record TaskRuns(FullName Task, IReadOnlyList<BusyTime> Stretches, TimeSpan Shortest, decimal CreditsPerHour, TaskCost Cost);
