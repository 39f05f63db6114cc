namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>GROUP BY ALL has no elements.</summary>
internal sealed record GroupBy(bool All, NodeList<GroupingElement> Elements) : SqlNode;
