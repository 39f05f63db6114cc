using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>How many rows tables have, asked for many tables at a time: a question for each of ten thousand takes most of SHOW's time.</summary>
internal static class RowCounts
{
    // More in one text, and DuckDB plans longer than it saves.
    private const int AtOnce = 200;

    /// <summary>The count of each table by its id.</summary>
    public static Dictionary<long, long> Of(IEnumerable<TableObject> tables, Session session)
    {
        var counts = new Dictionary<long, long>();
        foreach (var some in tables.Chunk(AtOnce))
        {
            using var rows = session.Duck.Query(string.Join(
                " UNION ALL ", some.Select(table => string.Create(CultureInfo.InvariantCulture, $"SELECT {table.Id}::BIGINT, count(*) FROM {PhysicalTable.Of(table)}"))));
            while (rows.Read())
            {
                counts.Add(rows.GetInt64(0), rows.GetInt64(1));
            }
        }

        return counts;
    }
}
