using CdcToSnowflake.Operations.Cost.Advice;

namespace CdcToSnowflake.Operations.Cost.Reading;

/// <summary>A stretch of time in which a task ran.</summary>
/// <param name="Task">The task.</param>
/// <param name="Time">The stretch.</param>
/// <param name="Runs">How many runs.</param>
/// <param name="Failures">How many of them didn't succeed.</param>
/// <param name="Seconds">How long they ran together, each rounded up to whole seconds.</param>
/// <param name="Shortest">How long the shortest of them ran.</param>
internal sealed record TaskStretch(FullName Task, BusyTime Time, long Runs, long Failures, long Seconds, TimeSpan Shortest);
