using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Semantics;

/// <summary>A measure of a semantic view as templates see it: an aggregate of one column, or an expression of the user's.</summary>
/// <param name="Table">The logical table.</param>
/// <param name="Name">The measure's name.</param>
/// <param name="Kind">count, sum, average or expression.</param>
/// <param name="Column">The column; of no meaning for an expression.</param>
/// <param name="Expression">The expression; empty for an aggregate.</param>
/// <param name="Using">The relationships that it goes by.</param>
/// <param name="Words">What is said of it.</param>
internal sealed record SemanticMeasure(PlainText Table, PlainText Name, string Kind, PlainText Column, SqlText Expression, IReadOnlyList<PlainText> Using, SemanticWords Words);
