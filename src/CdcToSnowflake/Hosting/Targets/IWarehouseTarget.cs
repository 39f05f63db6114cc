using System.Data.Common;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Hosting.Targets;

/// <summary>What takes the place of a Snowflake account, such as an embedded one. Made when this process begins to work, disposed of when it stops.</summary>
public interface IWarehouseTarget : IAsyncDisposable
{
    /// <summary>Runs the SQL.</summary>
    DbDataSource Account { get; }

    /// <summary>Learns of the store's objects, those that are there and those to come.</summary>
    /// <param name="store">The store.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The store that the captures write to.</returns>
    Task<IObjectStore> WatchAsync(IObjectStore store, CancellationToken cancellationToken);

    /// <summary>Does what the account does by itself: loads files, runs tasks.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A task that ends when it is cancelled.</returns>
    Task RunAsync(CancellationToken cancellationToken);
}
