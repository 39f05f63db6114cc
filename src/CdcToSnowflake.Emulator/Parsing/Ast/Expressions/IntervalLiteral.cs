namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>INTERVAL '1 day, 2 hours': the text as written.</summary>
internal sealed record IntervalLiteral(string Value) : Expression;
