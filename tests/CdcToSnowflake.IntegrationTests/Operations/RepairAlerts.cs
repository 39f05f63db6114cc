using System.Collections.Concurrent;
using CdcToSnowflake.Hosting.Changes;

namespace CdcToSnowflake.IntegrationTests.Operations;

/// <summary>A handler that asks for rows that are read, too.</summary>
public sealed class RepairAlerts : IChangeHandler<RepairedOrder>
{
    public ConcurrentQueue<(ChangeOperation Operation, RepairedOrder Row)> Taken { get; } = new();

    public Task HandleAsync(ChangeBatch<RepairedOrder> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes.Changes)
        {
            Taken.Enqueue((change.Operation, change.Row));
        }

        return Task.CompletedTask;
    }
}
