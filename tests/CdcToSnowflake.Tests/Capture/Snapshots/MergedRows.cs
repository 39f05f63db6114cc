using System.Globalization;
using CdcToSnowflake.TestServers;
using MySqlConnector;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>What captured rows come to, as the warehouse merges them: by key, in order, with the sweep at a snapshot's end.</summary>
internal static class MergedRows
{
    /// <summary>The name of columns that land as hexadecimal digits.</summary>
    public const string Binary = "bin";

    // How a TIMESTAMP without a fraction ends in a file.
    private const string WholeSecond = ".000000 +00:00";

    /// <summary>A table's rows as <c>column=value …</c> by their key.</summary>
    public static SortedDictionary<string, string> Of(CapturedRows captured, string schema, string table, string[] key, string[] columns, ulong upTo = ulong.MaxValue)
    {
        var path = $"{schema}.{table}";
        var merged = new SortedDictionary<string, (ulong Cut, string Row)>(StringComparer.Ordinal);
        var rows = captured.Of(path).ToLookup(row => (ulong)(long)row["_CUT"]!);
        foreach (var cut in captured.Cuts.Where(cut => cut.Cut <= upTo))
        {
            foreach (var row in rows[cut.Cut])
            {
                var id = Line(row, key);
                switch ((string)row["_OP"]!)
                {
                    case "T":
                        merged.Clear();
                        break;
                    case "D":
                        merged.Remove(id);
                        break;
                    default:
                        merged[id] = (cut.Cut, Line(row, columns));
                        break;
                }
            }

            foreach (var sweep in cut.Snapshots.Ended.Where(sweep => sweep.Table == path))
            {
                foreach (var gone in merged.Where(row => row.Value.Cut < sweep.FirstCut).Select(row => row.Key).ToList())
                {
                    merged.Remove(gone);
                }
            }
        }

        return new SortedDictionary<string, string>(merged.ToDictionary(row => row.Key, row => row.Value.Row), StringComparer.Ordinal);
    }

    /// <summary>The same of the source's own rows.</summary>
    public static async Task<SortedDictionary<string, string>> OfSourceAsync(DatabaseServer server, string schema, string table, string[] key, string[] columns)
    {
        await using var connection = await server.OpenAsync(schema);
        await using var command = new MySqlCommand($"SELECT {string.Join(", ", key.Concat(columns).Select(column => $"{(column == Binary ? "HEX" : "CONCAT")}(`{column}`) AS `{column}`"))} FROM `{table}`", connection) { CommandTimeout = 300 };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            var row = key.Concat(columns).Distinct().ToDictionary(column => column, column => reader[column] is DBNull ? null : reader[column]);
            rows.Add(Line(row, key), Line(row, columns));
        }

        return rows;
    }

    public static async Task AssertEqualAsync(DatabaseServer server, CapturedRows captured, string schema, string table, string[] key, params string[] columns) =>
        Assert.Equal(await OfSourceAsync(server, schema, table, key, columns), Of(captured, schema, table, key, columns));

    private static string Line(Dictionary<string, object?> row, string[] columns) => string.Join("|", columns.Select(column => Text(row.GetValueOrDefault(column))));

    private static string Text(object? value) => value switch
    {
        null => "NULL",
        string text when text.EndsWith(WholeSecond, StringComparison.Ordinal) => text[..^WholeSecond.Length], // as the source prints it
        DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
