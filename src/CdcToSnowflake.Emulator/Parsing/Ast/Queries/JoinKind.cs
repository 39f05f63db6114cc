namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal enum JoinKind
{
    Inner,
    Left,
    Right,
    Full,
    Cross,
}
