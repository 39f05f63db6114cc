using System.Text;
using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>Random transactions over three tables, and what a plain reading of their binlog says: the truth that captures are compared with.</summary>
internal sealed class Workload
{
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Each transaction's end with the rows so far up to there.</summary>
    public required IReadOnlyList<((string File, long Offset) End, int Rows)> Boundaries { get; init; }

    /// <summary>All rows as <c>op table id value</c>, in order.</summary>
    public required IReadOnlyList<string> Rows { get; init; }

    /// <summary>Where the events with rows end, inside of transactions.</summary>
    public required IReadOnlyList<(string File, long Offset)> RowEnds { get; init; }

    public static string Sql(int seed, int transactions)
    {
        var random = new Random(seed);
        var sql = new StringBuilder();
        for (var t = 0; t < 3; t++)
        {
            sql.Append($"CREATE TABLE t{t} (id INT PRIMARY KEY, v VARCHAR(200));");
        }

        sql.Append("CREATE TABLE filtered (id INT PRIMARY KEY, v INT);");
        for (var i = 0; i < transactions; i++)
        {
            sql.Append("BEGIN;");
            for (var s = random.Next(4); s >= 0; s--)
            {
                var table = random.Next(3);
                var id = random.Next(50);
                sql.Append(random.Next(6) switch
                {
                    0 => $"DELETE FROM t{table} WHERE id = {id};",
                    1 => $"UPDATE t{table} SET v = CONCAT('u', id) WHERE id BETWEEN {id} AND {id + 5};",
                    2 => $"UPDATE IGNORE t{table} SET id = {1000 + i} WHERE id = {id};",
                    3 => $"REPLACE INTO filtered VALUES ({id}, {i});",
                    _ => $"REPLACE INTO t{table} VALUES ({id}, REPEAT('x', {random.Next(100)})), ({id + 50}, '{i}');",
                });
            }

            sql.Append(random.Next(10) == 0 ? "ROLLBACK;" : "COMMIT;");
            if (random.Next(30) == 0)
            {
                sql.Append("FLUSH BINARY LOGS;");
            }

            if (random.Next(40) == 0)
            {
                sql.Append($"TRUNCATE t{random.Next(3)};");
            }
        }

        return sql.ToString();
    }

    public static async Task<Workload> ReadAsync(IReadOnlyList<string> files)
    {
        var boundaries = new List<((string, long), int)>();
        var rows = new List<string>();
        var ends = new List<(string, long)>();
        var seen = new HashSet<string>();
        await foreach (var batch in new BinlogFileReader(files).ReadAsync())
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Rows && batch.Table.Name != "filtered")
                {
                    Add(batch, rows);
                    seen.Add(batch.Table.Name);
                    ends.Add((batch.File, batch.EndOffset));
                }

                // The statement as the server logs it.
                if (batch.Kind == BinlogEventKind.Query && batch.QueryText.StartsWith("TRUNCATE ", StringComparison.Ordinal) && seen.Contains(batch.QueryText[9..]))
                {
                    rows.Add($"T {batch.QueryText[9..]}  ");
                }

                if (batch.IsBoundary)
                {
                    var position = batch.Position;
                    boundaries.Add(((position.File, position.Offset), rows.Count));
                }
            }
        }

        return new Workload { Files = files, Boundaries = boundaries, Rows = rows, RowEnds = ends };
    }

    public static string Line(Dictionary<string, object?> row) => $"{row["_OP"]} {row["table"]!.ToString()!.Split('.')[1]} {row["id"]} {row["v"]}";

    /// <summary>Asserts that the cuts hold each row once, in order, and begin and end at transactions' ends, each where the last one ended.</summary>
    public void AssertHolds(CapturedRows captured, bool toTheEnd = true)
    {
        Assert.Equal(toTheEnd ? Rows : Rows.Take(captured.Rows.Count), captured.Rows.Select(Line));
        var upTo = Boundaries.GroupBy(boundary => boundary.End).ToDictionary(group => group.Key, group => group.Max(boundary => boundary.Rows));
        foreach (var cut in captured.Cuts)
        {
            var from = cut.From is { } position ? upTo[(position.File, position.Offset)] : 0;
            Assert.True(upTo.TryGetValue((cut.To.File, cut.To.Offset), out var to), $"Cut {cut.Cut} ends at {cut.To}, inside of a transaction.");
            Assert.Equal(to - from, cut.Rows);
        }
    }

    private static void Add(BinlogBatch batch, List<string> rows)
    {
        foreach (var change in batch.Rows)
        {
            var before = change.HasBefore ? (Id: change.Before.GetInt64(0), Value: change.Before.IsNull(1) ? "" : change.Before.GetString(1)) : default;
            var after = change.HasAfter ? (Id: change.After.GetInt64(0), Value: change.After.IsNull(1) ? "" : change.After.GetString(1)) : default;
            var table = batch.Table.Name;
            if (change.HasBefore && (!change.HasAfter || before.Id != after.Id))
            {
                rows.Add($"D {table} {before.Id} {before.Value}");
            }

            if (change.HasAfter)
            {
                rows.Add($"{(change.HasBefore && before.Id == after.Id ? "U" : "I")} {table} {after.Id} {after.Value}");
            }
        }
    }
}
