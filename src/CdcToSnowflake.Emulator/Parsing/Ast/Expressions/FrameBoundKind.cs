namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal enum FrameBoundKind
{
    UnboundedPreceding,
    Preceding,
    CurrentRow,
    Following,
    UnboundedFollowing,
}
