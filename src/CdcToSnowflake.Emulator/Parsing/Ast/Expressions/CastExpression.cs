namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>x::type, CAST(x AS type), TRY_CAST(x AS type).</summary>
internal sealed record CastExpression(Expression Operand, DataType Type, bool IsTry) : Expression;
