using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Semantics;

/// <summary>A column that points, and the one that it points to.</summary>
internal sealed record SemanticLinkColumn(PlainText Name, PlainText Referenced);
