namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>What a resource monitor does at a percentage of its quota: NOTIFY, SUSPEND or SUSPEND_IMMEDIATE.</summary>
internal sealed record ThresholdAction(int Percent, string Action);
