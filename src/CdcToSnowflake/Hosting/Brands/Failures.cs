using System.Data.Common;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Hosting.Brands;

/// <summary>Tells failures that pass (a network, a store, a warehouse, a lost race, a cancellation that the service didn't ask for) from those that only people can mend.</summary>
internal static class Failures
{
    public static bool CanHeal(Exception error) => error is not ObjectVersionException && error is
        BinlogConnectionException or BinlogTimeoutException or BinlogServerIdException or BinlogPositionException { IsPassing: true }
        or CutConflictException or SnapshotException { IsPassing: true } or TableDefinitionException { IsPassing: true }
        or StorageException or DeploymentException or DbException
        or HttpRequestException or TimeoutException or OperationCanceledException or IOException or System.Net.Sockets.SocketException;
}
