namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>x IS [NOT] TRUE|FALSE.</summary>
internal sealed record IsTruthExpression(Expression Operand, bool Value, bool Negated) : Expression;
