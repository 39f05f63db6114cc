using CsCheck;

namespace CdcToSnowflake.Emulator.Tests.Streams;

/// <summary>A stream against the plainest model of it: the table before, the table after, and which row is which.</summary>
public sealed class StreamModelTests
{
    private enum Kind
    {
        Insert,
        Update,
        Delete,
        Merge,
        Truncate,
        Consume,
        RollBack,
        ConsumeAndRollBack,
    }

    private static readonly Gen<(Kind Kind, int Id, int Value)[]> Steps =
        Gen.Select(Gen.Frequency((4, Gen.Const(Kind.Insert)), (4, Gen.Const(Kind.Update)), (3, Gen.Const(Kind.Delete)), (3, Gen.Const(Kind.Merge)), (1, Gen.Const(Kind.Truncate)),
            (2, Gen.Const(Kind.Consume)), (1, Gen.Const(Kind.RollBack)), (1, Gen.Const(Kind.ConsumeAndRollBack))), Gen.Int[0, 5], Gen.Int[0, 99])
        .Array[1, 25];

    [Fact]
    public void RandomChanges_NetDeltaEqualsTheModel_AndConsumersGetEachOnce() => Steps.Sample(
        steps =>
        {
            using var emulator = new SnowflakeEmulator();
            using var sql = emulator.OpenIn();
            sql.Run("CREATE TABLE t (id NUMBER(5,0), v NUMBER(5,0)); CREATE STREAM s ON TABLE t; CREATE TABLE copy (row_id VARCHAR, id NUMBER(5,0), v NUMBER(5,0)); CREATE TABLE m (id NUMBER(5,0), v NUMBER(5,0))");
            var now = new Dictionary<long, (int Id, int Value, int Change)>();
            var consumed = new Dictionary<long, (int Id, int Value, int Change)>();
            var nextRow = 0L;
            var change = 0;
            foreach (var (kind, id, value) in steps)
            {
                change++;
                switch (kind)
                {
                    case Kind.Insert:
                        sql.Run($"INSERT INTO t VALUES ({id}, {value})");
                        now[nextRow++] = (id, value, change);
                        break;
                    case Kind.Update:
                        sql.Run($"UPDATE t SET v = {value} WHERE id = {id}");
                        foreach (var row in now.Where(row => row.Value.Id == id).ToList())
                        {
                            now[row.Key] = (id, value, change);
                        }

                        break;
                    case Kind.Delete:
                        sql.Run($"DELETE FROM t WHERE id = {id}");
                        Remove(now, row => row.Id == id);
                        break;
                    case Kind.Merge:
                        sql.Run($"DELETE FROM m; INSERT INTO m VALUES ({id}, {value}); MERGE INTO t USING m ON t.id = m.id WHEN MATCHED AND m.v < 30 THEN DELETE WHEN MATCHED THEN UPDATE SET v = m.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (m.id, m.v)");
                        Merge(now, id, value, change, ref nextRow);
                        break;
                    case Kind.Truncate:
                        sql.Run("TRUNCATE TABLE t");
                        now.Clear();
                        break;
                    case Kind.RollBack:
                        sql.Run($"BEGIN TRANSACTION; DELETE FROM t WHERE id <> {id}; INSERT INTO t VALUES ({id}, {value}); ROLLBACK");
                        break;
                    case Kind.ConsumeAndRollBack:
                        sql.Run($"BEGIN TRANSACTION; {Consume}; ROLLBACK");
                        break;
                    default:
                        sql.Run(Consume);
                        consumed = new Dictionary<long, (int Id, int Value, int Change)>(now);
                        Assert.Equal(Sorted(now.Values.Select(row => $"{row.Id}|{row.Value}")), Sorted(sql.Rows("SELECT id, v FROM copy")));
                        break;
                }

                Assert.Equal(Delta(consumed, now), Sorted(sql.Rows("SELECT METADATA$ACTION, METADATA$ISUPDATE, id, v FROM s")));
            }

            sql.Run(Consume);
            Assert.Equal(Sorted(now.Values.Select(row => $"{row.Id}|{row.Value}")), Sorted(sql.Rows("SELECT id, v FROM copy")));
            Assert.Equal("false", sql.One("SELECT SYSTEM$STREAM_HAS_DATA('s')"));
        },
        iter: Environment.GetEnvironmentVariable("CDC_TEST_LONG") == "1" ? 400 : 20,
        threads: 1);

    // A consumer that applies each delta by row id has the table, if and only if it gets every change exactly once.
    private const string Consume = """
        MERGE INTO copy USING (SELECT * FROM s WHERE NOT (METADATA$ACTION = 'DELETE' AND METADATA$ISUPDATE)) AS d ON copy.row_id = d.METADATA$ROW_ID
        WHEN MATCHED AND d.METADATA$ACTION = 'DELETE' THEN DELETE
        WHEN MATCHED THEN UPDATE SET id = d.id, v = d.v
        WHEN NOT MATCHED THEN INSERT (row_id, id, v) VALUES (d.METADATA$ROW_ID, d.id, d.v)
        """;

    private static void Merge(Dictionary<long, (int Id, int Value, int Change)> now, int id, int value, int change, ref long nextRow)
    {
        var matching = now.Where(row => row.Value.Id == id).ToList();
        if (matching.Count == 0)
        {
            now[nextRow++] = (id, value, change);
        }

        foreach (var row in matching)
        {
            if (value < 30)
            {
                now.Remove(row.Key);
            }
            else
            {
                now[row.Key] = (id, value, change);
            }
        }
    }

    private static void Remove(Dictionary<long, (int Id, int Value, int Change)> rows, Func<(int Id, int Value, int Change), bool> which)
    {
        foreach (var row in rows.Where(row => which(row.Value)).ToList())
        {
            rows.Remove(row.Key);
        }
    }

    // An update to the same value is still an update: the row's last change tells them.
    private static IReadOnlyList<string> Delta(Dictionary<long, (int Id, int Value, int Change)> before, Dictionary<long, (int Id, int Value, int Change)> after)
    {
        var rows = new List<string>();
        foreach (var (row, old) in before)
        {
            if (!after.TryGetValue(row, out var fresh))
            {
                rows.Add($"DELETE|false|{old.Id}|{old.Value}");
            }
            else if (fresh != old)
            {
                rows.Add($"DELETE|true|{old.Id}|{old.Value}");
                rows.Add($"INSERT|true|{fresh.Id}|{fresh.Value}");
            }
        }

        rows.AddRange(after.Where(row => !before.ContainsKey(row.Key)).Select(row => $"INSERT|false|{row.Value.Id}|{row.Value.Value}"));
        return Sorted(rows);
    }

    private static IReadOnlyList<string> Sorted(IEnumerable<string> rows) => [.. rows.Order(StringComparer.Ordinal)];
}
