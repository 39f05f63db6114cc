namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>A column, with the names before it, as Snowflake keeps them.</summary>
internal sealed record ColumnReference(IReadOnlyList<string> Parts) : SqlExpression;
