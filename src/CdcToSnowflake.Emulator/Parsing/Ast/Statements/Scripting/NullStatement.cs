namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record NullStatement : Statement;
