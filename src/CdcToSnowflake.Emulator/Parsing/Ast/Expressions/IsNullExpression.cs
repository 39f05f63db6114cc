namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record IsNullExpression(Expression Operand, bool Negated) : Expression;
