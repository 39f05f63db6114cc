namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal abstract record Declaration(string Name) : SqlNode;
