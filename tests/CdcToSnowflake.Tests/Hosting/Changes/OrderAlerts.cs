using System.Collections.Concurrent;
using CdcToSnowflake.Hosting.Changes;

namespace CdcToSnowflake.Tests.Hosting.Changes;

/// <summary>Notes what it is called with, and can be told to fail or to stand still.</summary>
public sealed class OrderAlerts : IChangeHandler<Order>
{
    public ConcurrentQueue<(ulong Cut, Change<Order> Change)> Taken { get; } = new();

    public int Calls { get; private set; }

    public int LargestCall { get; private set; }

    /// <summary>Called before a call is taken; throws to fail it.</summary>
    public Func<ChangeBatch<Order>, CancellationToken, Task>? Before { get; set; }

    public async Task HandleAsync(ChangeBatch<Order> changes, CancellationToken cancellationToken)
    {
        Calls++;
        LargestCall = Math.Max(LargestCall, changes.Changes.Count);
        if (Before is { } before)
        {
            await before(changes, cancellationToken);
        }

        foreach (var change in changes.Changes)
        {
            Taken.Enqueue((changes.Cut, change));
        }
    }
}
