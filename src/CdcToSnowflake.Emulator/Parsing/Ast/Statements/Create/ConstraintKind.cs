namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal enum ConstraintKind
{
    PrimaryKey,
    Unique,
    ForeignKey,
}
