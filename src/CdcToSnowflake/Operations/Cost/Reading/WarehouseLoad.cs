namespace CdcToSnowflake.Operations.Cost.Reading;

/// <summary>What the statements of a warehouse went through.</summary>
internal sealed record WarehouseLoad(string Warehouse, long Queries, TimeSpan Provisioning, TimeSpan Overload, long LocalSpill, long RemoteSpill, long Scanned, long Partitions, long Bytes, long Cached);
