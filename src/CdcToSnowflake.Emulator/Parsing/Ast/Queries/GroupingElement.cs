namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>An expression (one set of one), or ROLLUP, CUBE, GROUPING SETS over sets of expressions.</summary>
internal sealed record GroupingElement(GroupingKind Kind, NodeList<NodeList<Expression>> Sets) : SqlNode;
