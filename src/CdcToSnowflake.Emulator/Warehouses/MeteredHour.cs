namespace CdcToSnowflake.Emulator.Warehouses;

/// <summary>Credits of one warehouse in one hour; those attributed to queries are among the computed.</summary>
internal sealed record MeteredHour(DateTimeOffset Hour, long WarehouseId, string Name, decimal Compute, decimal Attributed);
