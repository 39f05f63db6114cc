namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record ReplacedColumn(Expression Expression, string Name) : SqlNode;
