namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>x IS DISTINCT FROM y; negated: IS NOT DISTINCT FROM.</summary>
internal sealed record IsDistinctExpression(Expression Left, Expression Right, bool Negated) : Expression;
