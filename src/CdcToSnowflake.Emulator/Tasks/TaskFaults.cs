using System.Collections.Concurrent;
using CdcToSnowflake.Emulator.Pipes;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>Draws what becomes of each run, by the seed, the task and the count of its runs.</summary>
internal sealed class TaskFaults(TaskChaos? chaos)
{
    private readonly ConcurrentDictionary<long, int> _runs = new();

    /// <summary>null: the run is left alone.</summary>
    public TaskFault? Next(TaskRun run, CancellationTokenSource stop)
    {
        if (chaos is null)
        {
            return null;
        }

        var ordinal = _runs.AddOrUpdate(run.Task.Id, 1, (_, count) => count + 1);
        var random = Chaos.Of(chaos.Seed, run.Task.Key + "\n" + ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture), "task");
        var draw = random.NextDouble();
        var statement = random.Next(1, Math.Max(1, chaos.MostStatements) + 1);
        return draw < chaos.Failure ? new TaskFault(statement, cancels: false, stop)
            : draw < chaos.Failure + chaos.Cancellation ? new TaskFault(statement, cancels: true, stop)
            : null;
    }
}
