namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record AddColumnsAction(NodeList<ColumnDefinition> Columns, bool IfNotExists) : AlterAction;
