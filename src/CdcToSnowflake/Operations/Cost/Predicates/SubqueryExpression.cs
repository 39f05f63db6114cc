namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>A query in parentheses within an expression.</summary>
internal sealed record SubqueryExpression(SqlQuery Query) : SqlExpression;
