namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal enum GroupingKind
{
    Expression,
    Rollup,
    Cube,
    GroupingSets,
}
