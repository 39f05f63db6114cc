namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal enum CreateMode
{
    Create,
    OrReplace,
    IfNotExists,
    OrAlter,
}
