using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>A table's stream, as templates see it.</summary>
/// <param name="Stream">The stream on its RAW table.</param>
/// <param name="Path">The table's part of paths.</param>
internal sealed record StreamedTableView(ObjectName Stream, PlainText Path);
