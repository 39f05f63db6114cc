namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal enum UnaryOperator
{
    Plus,
    Minus,
    Not,
}
