using System.Data.Common;
using CdcToSnowflake.Hosting.Targets;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Hosting;

/// <summary>An embedded Snowflake as the service's warehouse.</summary>
internal sealed class EmulatorTarget(SnowflakeEmulator emulator) : IWarehouseTarget
{
    public DbDataSource Account => emulator;

    public Task<IObjectStore> WatchAsync(IObjectStore store, CancellationToken cancellationToken) => emulator.WatchAsync(store, cancellationToken);

    public Task RunAsync(CancellationToken cancellationToken) => emulator.RunAsync(cancellationToken);

    // The application owns it, and may look into it after the service has stopped.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
