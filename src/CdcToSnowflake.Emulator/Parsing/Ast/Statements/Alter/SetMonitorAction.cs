namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>ALTER RESOURCE MONITOR … SET properties [TRIGGERS …]; triggers that are given replace those that were there.</summary>
internal sealed record SetMonitorAction(PropertyList Properties, NodeList<MonitorTrigger> Triggers) : AlterAction;
