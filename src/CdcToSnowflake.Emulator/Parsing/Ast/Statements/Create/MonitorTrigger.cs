namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>ON threshold PERCENT DO action; the action in upper case: NOTIFY, SUSPEND, SUSPEND_IMMEDIATE.</summary>
internal sealed record MonitorTrigger(int Percent, string Action) : SqlNode;
