namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>A SELECT, or what in a MERGE, UPDATE or DELETE is like one.</summary>
/// <param name="Items">What it returns.</param>
/// <param name="Sources">What it reads.</param>
/// <param name="Conditions">WHERE, and ON of joins.</param>
/// <param name="Others">All other expressions, for the queries in them.</param>
internal sealed record SqlSelect(IReadOnlyList<SelectItem> Items, IReadOnlyList<SqlSource> Sources, IReadOnlyList<SqlExpression> Conditions, IReadOnlyList<SqlExpression> Others);
