namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record RemoveAfterAction(NodeList<ObjectName> Tasks) : AlterAction;
