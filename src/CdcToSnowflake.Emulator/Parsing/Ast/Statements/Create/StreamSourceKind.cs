namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal enum StreamSourceKind
{
    Table,
    View,
}
