using System.Data.Common;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Hosting.Targets;

/// <summary>A real account: its pipes hear of files from the bucket, and its tasks run there.</summary>
internal sealed class AccountTarget(DbDataSource account) : IWarehouseTarget
{
    public DbDataSource Account => account;

    public Task<IObjectStore> WatchAsync(IObjectStore store, CancellationToken cancellationToken) => Task.FromResult(store);

    public Task RunAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    public ValueTask DisposeAsync() => account.DisposeAsync();
}
