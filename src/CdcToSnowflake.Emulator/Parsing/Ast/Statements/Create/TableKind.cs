namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal enum TableKind
{
    Permanent,
    Transient,
    Temporary,
}
