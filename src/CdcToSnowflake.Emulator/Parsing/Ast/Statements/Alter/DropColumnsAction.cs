namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record DropColumnsAction(NodeList<string> Columns, bool IfExists) : AlterAction;
