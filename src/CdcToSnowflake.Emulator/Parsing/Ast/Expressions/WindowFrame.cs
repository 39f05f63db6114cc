namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record WindowFrame(FrameUnit Unit, FrameBound Start, FrameBound End) : SqlNode;
