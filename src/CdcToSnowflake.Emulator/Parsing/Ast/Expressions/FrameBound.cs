namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record FrameBound(FrameBoundKind Kind, Expression? Offset) : SqlNode;
