namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>WHEN name [OR name] THEN …; OTHER, STATEMENT_ERROR and EXPRESSION_ERROR are names too.</summary>
internal sealed record ExceptionHandler(NodeList<string> Names, NodeList<Statement> Body) : SqlNode;
