using CdcToSnowflake.Hosting.Changes;

namespace CdcToSnowflake.IntegrationTests.Readme;

internal sealed class OrderAlerts(IPager pager) : IChangeHandler<Order>
{
    public async Task HandleAsync(ChangeBatch<Order> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes.Changes)
            if (change.Operation == ChangeOperation.Insert && change.Row.Total > 1000)
                await pager.SendAsync($"{changes.Brand}: order {change.Row.Id} of {change.Row.Total}", cancellationToken);
    }
}
