namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal abstract record Expression : SqlNode;
