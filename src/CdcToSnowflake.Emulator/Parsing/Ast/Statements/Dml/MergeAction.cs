namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal abstract record MergeAction : SqlNode;
