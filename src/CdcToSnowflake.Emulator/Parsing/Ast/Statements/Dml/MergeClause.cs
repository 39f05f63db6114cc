namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>WHEN [NOT] MATCHED [AND condition] THEN action.</summary>
internal sealed record MergeClause(bool Matched, Expression? Condition, MergeAction Action) : SqlNode;
