namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>A query: named ones before it, and its parts, which set operators join.</summary>
internal sealed record SqlQuery(IReadOnlyList<NamedQuery> With, IReadOnlyList<SqlSelect> Parts);
