namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>An expression of a statement, as far as predicates need it.</summary>
internal abstract record SqlExpression;
