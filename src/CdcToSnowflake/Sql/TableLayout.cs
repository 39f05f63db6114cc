using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql;

/// <summary>A table as it should be.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Columns">Its columns, without those that the SDK adds to every table.</param>
/// <param name="Create">The statement that makes it with all of them.</param>
internal sealed record TableLayout(ObjectName Table, IReadOnlyList<LayoutColumn> Columns, SqlStatement Create)
{
    /// <summary>The names of columns that were dropped for good, whose values are kept under another name.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];
}
