namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>statement ->> statement …: each may read the results of those before it; the last one's is the whole's.</summary>
internal sealed record FlowStatement(NodeList<Statement> Steps) : Statement;
