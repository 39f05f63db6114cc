namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>A number as written, unsigned: 12, 1.50, 2e-3.</summary>
internal sealed record NumberLiteral(string Text) : Expression;
