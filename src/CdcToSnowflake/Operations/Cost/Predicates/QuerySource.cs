using CdcToSnowflake.Operations.Cost.Reading;

namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>Something that a SELECT reads, and what is known of its columns.</summary>
internal sealed class QuerySource(string? name, FullName? table, IReadOnlyCollection<string>? tableColumns, SqlQuery? query, QueryScope? inner, IReadOnlyList<string> columns)
{
    public string? Name => name;

    /// <summary>Whether it may have columns that nobody knows of.</summary>
    public bool IsOpen => query is null ? tableColumns is null : inner!.HasOpenStar(query);

    /// <summary>Whether columns may be written with the table's schema and database before it.</summary>
    public bool IsNamed(IReadOnlyList<string> qualifiers) => qualifiers.Count == 1
        ? name == qualifiers[0]
        : table is { } full && qualifiers.Count <= 3 && ((string[])[full.Database, full.Schema, full.Name])[^qualifiers.Count..].SequenceEqual(qualifiers, StringComparer.Ordinal);

    /// <summary>The column's origins; null if it is known not to be here. An open source has whatever it is asked for.</summary>
    public IReadOnlyList<(FullName Table, string Column)>? Find(string column)
    {
        if (query is not null)
        {
            var index = columns.Count == 0 ? -1 : columns.ToList().IndexOf(column);
            return columns.Count > 0 ? index < 0 ? null : inner!.OriginsAt(query, index) : inner!.OriginsOf(query, column);
        }

        return table is not { } full ? [] : tableColumns is null || tableColumns.Contains(column) ? [(full, column)] : null;
    }
}
