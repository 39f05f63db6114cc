using System.Globalization;
using CdcToSnowflake.Hosting.Changes;

namespace OwnerApp.Feed;

/// <summary>Orders that are placed or cancelled, right after their cut was committed: nobody waits for the warehouse.</summary>
internal sealed class OrderAlerts(LiveFeed feed, CancelledOrders cancelled) : IChangeHandler<Order>
{
    public Task HandleAsync(ChangeBatch<Order> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes.Changes.Where(change => change.Operation is ChangeOperation.Insert or ChangeOperation.Update && !change.Row.IsTest))
        {
            var order = change.Row;
            LiveKind? kind = change.Operation == ChangeOperation.Insert ? LiveKind.Order
                : order.Status == "cancelled" && cancelled.Add(changes.Brand, order.Id) ? LiveKind.Cancellation
                : null;
            if (kind is { } happened)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"{changes.Brand}:{changes.Cut}:{change.Sequence}");
                feed.Publish(new LiveEvent(id, happened, changes.Brand, order.Id, order.Total, order.Channel, happened == LiveKind.Order ? order.PlacedAt : new DateTimeOffset(order.FinishedAt ?? order.PlacedAt.UtcDateTime, TimeSpan.Zero)));
            }
        }

        return Task.CompletedTask;
    }
}
