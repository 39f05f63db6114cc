namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>x[0], x['key'].</summary>
internal sealed record ElementExpression(Expression Operand, Expression Index) : Expression;
