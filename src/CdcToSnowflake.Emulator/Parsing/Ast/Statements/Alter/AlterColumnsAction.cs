namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record AlterColumnsAction(NodeList<AlterColumn> Columns) : AlterAction;
