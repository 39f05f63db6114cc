using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>Rows that were made here, as something a query can read.</summary>
internal static class ValuesRelation
{
    /// <param name="columns">Names and types.</param>
    /// <param name="rows">DuckDB's text of each value.</param>
    public static Relation Of(IReadOnlyList<RelationColumn> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var casts = string.Join(", ", columns.Select((column, i) => $"CAST(c{i} AS {DuckDbType.Of(column.Type)}) AS {PhysicalName.Quote(column.Physical)}"));
        var names = string.Join(", ", columns.Select((_, i) => $"c{i}"));
        var values = rows.Count == 0 ? "(" + string.Join(", ", columns.Select(_ => "NULL")) + ")" : string.Join(", ", rows.Select(row => "(" + string.Join(", ", row) + ")"));
        return new Relation($"(SELECT {casts} FROM (VALUES {values}) AS v({names}){(rows.Count == 0 ? " WHERE false" : string.Empty)})", columns);
    }
}
