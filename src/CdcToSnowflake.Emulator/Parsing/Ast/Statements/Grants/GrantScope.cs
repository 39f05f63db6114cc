namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal enum GrantScope
{
    Account,
    Object,
    All,
    Future,
}
