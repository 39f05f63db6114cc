namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>[DECLARE …] BEGIN … [EXCEPTION …] END.</summary>
internal sealed record BlockStatement(NodeList<Declaration> Declarations, NodeList<Statement> Body, NodeList<ExceptionHandler> Handlers) : Statement;
