using System.Globalization;
using CdcToSnowflake.Hosting.Changes;

namespace OwnerApp.Feed;

/// <summary>Refunds, however late they come.</summary>
internal sealed class RefundAlerts(LiveFeed feed) : IChangeHandler<Refund>
{
    public Task HandleAsync(ChangeBatch<Refund> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes.Changes.Where(change => change.Operation == ChangeOperation.Insert))
        {
            var refund = change.Row;
            var id = string.Create(CultureInfo.InvariantCulture, $"{changes.Brand}:{changes.Cut}:{change.Sequence}");
            feed.Publish(new LiveEvent(id, LiveKind.Refund, changes.Brand, refund.OrderId, refund.Amount, refund.Reason, refund.RefundedAt));
        }

        return Task.CompletedTask;
    }
}
