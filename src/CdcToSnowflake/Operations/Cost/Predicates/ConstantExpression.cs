namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>A constant; the text of one that is text.</summary>
internal sealed record ConstantExpression(string Text) : SqlExpression;
