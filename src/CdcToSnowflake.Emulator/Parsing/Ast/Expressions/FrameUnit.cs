namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal enum FrameUnit
{
    Rows,
    Range,
}
