using System.Text.Json;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>Rows of texts that were made here, as something a query can read. All of them are one JSON text: as VALUES each of the hundred thousands of a large account would be an expression of its own to DuckDB.</summary>
internal static class TextRelation
{
    /// <param name="columns">Names and types.</param>
    /// <param name="rows">What DuckDB's CAST makes a value of the type of; null for NULL.</param>
    public static Relation Of(IReadOnlyList<RelationColumn> columns, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var casts = string.Join(", ", columns.Select((column, i) => $"CAST(r[{i + 1}] AS {DuckDbType.Of(column.Type)}) AS {PhysicalName.Quote(column.Physical)}"));

        // A column, not a constant: that would be taken apart while the query is still planned, which takes far longer.
        return new Relation($"(SELECT {casts} FROM (SELECT unnest(from_json(j, '[[\"VARCHAR\"]]')) AS r FROM (VALUES ({DuckDbText.Literal(JsonSerializer.Serialize(rows))})) AS t(j)))", columns);
    }
}
