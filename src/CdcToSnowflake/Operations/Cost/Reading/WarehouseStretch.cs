using CdcToSnowflake.Operations.Cost.Advice;

namespace CdcToSnowflake.Operations.Cost.Reading;

/// <summary>A stretch of time in which statements ran on a warehouse: those of one task, or (null) those of none.</summary>
internal sealed record WarehouseStretch(string Warehouse, FullName? Task, BusyTime Time, long Queries, decimal Credits);
