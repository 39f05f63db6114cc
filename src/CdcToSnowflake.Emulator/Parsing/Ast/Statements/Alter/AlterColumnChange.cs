namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal enum AlterColumnChange
{
    SetType,
    SetNotNull,
    DropNotNull,
    SetDefault,
    DropDefault,
    Comment,
    UnsetComment,
}
