namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record UnsetAction(NodeList<string> Names) : AlterAction;
