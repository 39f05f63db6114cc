using CdcToSnowflake.Operations.Cost.Reading;

namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>What a column's name stands for.</summary>
/// <param name="Source">Where it was found, so that two tables of one name stay apart.</param>
/// <param name="Origins">The tables' columns that it is: of a union's column one in each part; none of a column that is computed.</param>
internal sealed record ResolvedColumn(QuerySource Source, IReadOnlyList<(FullName Table, string Column)> Origins);
