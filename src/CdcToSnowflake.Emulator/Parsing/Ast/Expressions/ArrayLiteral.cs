namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record ArrayLiteral(NodeList<Expression> Items) : Expression;
