using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Semantics;

/// <summary>A relationship of a semantic view as templates see it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Table">The logical table that points.</param>
/// <param name="Referenced">The one that is pointed to.</param>
/// <param name="Columns">The columns, the brand's first, each beside the one that it points to.</param>
internal sealed record SemanticLink(PlainText Name, PlainText Table, PlainText Referenced, IReadOnlyList<SemanticLinkColumn> Columns);
