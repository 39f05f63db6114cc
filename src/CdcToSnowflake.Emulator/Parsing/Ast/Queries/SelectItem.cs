namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal abstract record SelectItem : SqlNode;
