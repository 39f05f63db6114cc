namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>* or t.*, as an argument: COUNT(*).</summary>
internal sealed record StarExpression(string? Qualifier) : Expression;
