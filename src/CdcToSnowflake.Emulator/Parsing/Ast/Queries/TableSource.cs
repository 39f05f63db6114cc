namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal abstract record TableSource : SqlNode;
