namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>x:key, and each further .key: one step of a path into a semi-structured value; the key exactly as written.</summary>
internal sealed record PathExpression(Expression Operand, string Key) : Expression;
