namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>BREAK, or CONTINUE.</summary>
internal sealed record BreakStatement(bool Continue) : Statement;
