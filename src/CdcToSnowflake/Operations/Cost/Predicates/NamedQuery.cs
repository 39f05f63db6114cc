namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>A common table expression.</summary>
internal sealed record NamedQuery(string Name, IReadOnlyList<string> Columns, SqlQuery Query);
