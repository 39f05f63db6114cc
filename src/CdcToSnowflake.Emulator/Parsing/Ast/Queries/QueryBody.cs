namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal abstract record QueryBody : SqlNode;
