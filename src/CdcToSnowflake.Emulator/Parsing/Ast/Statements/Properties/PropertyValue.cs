namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal abstract record PropertyValue : SqlNode;
