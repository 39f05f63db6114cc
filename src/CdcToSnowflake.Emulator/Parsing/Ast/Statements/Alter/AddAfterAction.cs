namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record AddAfterAction(NodeList<ObjectName> Tasks) : AlterAction;
