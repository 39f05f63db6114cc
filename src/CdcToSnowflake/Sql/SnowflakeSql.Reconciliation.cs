using CdcToSnowflake.Model;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    /// <summary>A brand's table as the model has it.</summary>
    internal BrandTable TableOf(string brand, string schema, string table) => _model.Table(brand, schema, table);

    /// <summary>The keys of RAW's rows as text, a hash of each row, and the last cut in RAW.</summary>
    /// <param name="table">The table.</param>
    /// <param name="key">The key's columns, in the order in which they are written.</param>
    /// <param name="compared">The columns that are hashed.</param>
    /// <param name="bounds">Which rows; none for all.</param>
    internal SqlStatement HashedRows(BrandTable table, IReadOnlyList<ComparedColumn> key, IReadOnlyList<ComparedColumn> compared, IReadOnlyList<KeyBound> bounds) => Write("operations/hashed-rows", table, _names.RawTable(table), name => new
    {
        Table = name,
        Progress = _names.Progress(table.Brand),
        table.IsSoft,
        Key = key,
        Compared = compared,
        HasBounds = bounds.Count > 0,
        Bounds = bounds,
    });

    /// <summary>The first cut that STG still has; 0 if it has none.</summary>
    internal SqlStatement OldestCut(string brand) => Write("operations/oldest-cut", _names.Cut(_model.Brand(brand).Id), name => new { Cut = name });

    /// <summary>The keys that cuts after one have touched, as text, and whether one of them emptied the table.</summary>
    internal SqlStatement TouchedKeys(BrandTable table, ulong after, IReadOnlyList<ComparedColumn> key, IReadOnlyList<KeyBound> bounds) => Write("operations/touched-keys", table, _names.StgTable(table), name => new
    {
        Table = name,
        After = (long)after,
        Key = key,
        HasBounds = bounds.Count > 0,
        Bounds = bounds,
    });
}
