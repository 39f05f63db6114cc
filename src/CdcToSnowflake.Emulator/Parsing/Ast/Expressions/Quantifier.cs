namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal enum Quantifier
{
    None,
    Any,
    All,
}
