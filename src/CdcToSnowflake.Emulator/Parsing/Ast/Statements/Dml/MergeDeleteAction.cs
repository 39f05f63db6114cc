namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record MergeDeleteAction : MergeAction;
