namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>EXECUTE IMMEDIATE 'text' | $$text$$ | :variable [USING (…)].</summary>
internal sealed record ExecuteImmediateStatement(Expression Code, NodeList<string> Using) : Statement;
