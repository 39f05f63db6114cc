using CdcToSnowflake.Hosting.Changes;

namespace CdcToSnowflake.IntegrationTests.Readme;

internal sealed class OrderAlerts : IChangeHandler<Order> // what its constructor takes comes from the host's services
{
    public Task HandleAsync(ChangeBatch<Order> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes.Changes)
            if (change.Operation == ChangeOperation.Insert && change.Row.Total > 1000)
                Console.WriteLine($"{changes.Brand}: order {change.Row.Id} of {change.Row.Total}");
        return Task.CompletedTask;
    }
}
