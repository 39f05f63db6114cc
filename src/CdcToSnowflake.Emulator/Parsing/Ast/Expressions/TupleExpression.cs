namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>(a, b), at least two values.</summary>
internal sealed record TupleExpression(NodeList<Expression> Items) : Expression;
