namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal abstract record AlterAction : SqlNode;
