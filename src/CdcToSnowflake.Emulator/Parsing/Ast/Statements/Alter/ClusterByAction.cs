namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>CLUSTER BY (…); without expressions: DROP CLUSTERING KEY.</summary>
internal sealed record ClusterByAction(NodeList<Expression> Keys) : AlterAction;
