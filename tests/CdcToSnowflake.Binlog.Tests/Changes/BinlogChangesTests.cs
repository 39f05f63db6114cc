using System.Globalization;
using CdcToSnowflake.Binlog.Tests.Corpus;

namespace CdcToSnowflake.Binlog.Tests.Changes;

/// <summary>The convenient door: objects that own their values, columns by name.</summary>
public sealed class BinlogChangesTests
{
    private const BinlogChangeKind B = BinlogChangeKind.Begin;
    private const BinlogChangeKind C = BinlogChangeKind.Commit;
    private const BinlogChangeKind S = BinlogChangeKind.Statement;

    [Fact]
    public async Task ReadChangesAsync_Corpus_GivesTransactionsRowsAndStatementsInOrder()
    {
        var changes = await ReadAsync("mysql.binlog");

        // Corpus/mysql.sql, line by line.
        Assert.Equal(
            [S, S, S, S, B, BinlogChangeKind.Insert, C, B, BinlogChangeKind.Insert, C, B, BinlogChangeKind.Update, C, B, BinlogChangeKind.Delete, C, S,
             B, BinlogChangeKind.Insert, BinlogChangeKind.Insert, BinlogChangeKind.Update, BinlogChangeKind.Update, BinlogChangeKind.Delete, C, S, B, BinlogChangeKind.Insert, C, S, S],
            changes.Select(c => c.Kind));
        Assert.All(changes.Where(c => c.IsRow), c => Assert.Equal(("corpus", c.Table is "a" or "l", false), (c.Schema, true, c.IsBoundary)));
        Assert.All(changes.Where(c => c.IsRow), c => Assert.Equal((c.Kind != BinlogChangeKind.Insert, c.Kind != BinlogChangeKind.Delete), (c.Before is not null, c.After is not null)));
        Assert.Equal(["drop database if exists corpus", "create database corpus"], changes.Take(2).Select(c => c.Statement));
        Assert.All(changes.Where(c => c.Kind == C), c => Assert.True(c.IsBoundary && c.Position.GtidSet!.Contains(c.Gtid!.Split(':')[0], StringComparison.Ordinal)));
        Assert.Equal(6, changes.Where(c => c.Kind == B).Select(c => c.Gtid).Distinct().Count());
        Assert.All(changes, c => Assert.InRange(c.CommitTime, new DateTimeOffset(2024, 1, 1, 0, 0, 0, default), DateTimeOffset.UtcNow.AddYears(10)));
    }

    [Fact]
    public async Task ReadChangesAsync_FromAStoredBoundary_GoesOnAfterIt()
    {
        var all = await ReadAsync("mysql.binlog");
        foreach (var boundary in all.Where(c => c.IsBoundary))
        {
            var rest = await ReadAsync("mysql.binlog", boundary.Position);
            Assert.Equal(all.SkipWhile(c => c != boundary).Skip(1).Select(c => (c.Kind, c.Position.Offset)), rest.Select(c => (c.Kind, c.Position.Offset)));
        }
    }

    [Theory]
    [InlineData("mysql.binlog")]
    [InlineData("mysql-compressed.binlog")]
    public async Task Values_EveryType_AreAsDocumented(string name)
    {
        var row = (await ReadAsync(name)).First(c => c.IsRow).After!;

        // By hand from the first INSERT of Corpus/mysql.sql.
        (string, object?)[] expected =
        [
            ("id", 18446744073709551615UL), ("i8", (sbyte)-128), ("u8", (byte)255), ("i24", -8388608), ("u24", 16777215U), ("i", int.MinValue), ("u", uint.MaxValue), ("b", long.MinValue),
            ("d", -1234.50m), ("d2", "12345678901234567890123456789012345.000000000000000000000000000001"), ("f", 1.1f), ("g", 1.1e300), ("bt", 341UL), ("y", 2024),
            ("t0", -new TimeSpan(838, 59, 59)), ("t6", new TimeSpan(-10)), ("t2", TimeSpan.FromMilliseconds(-10)), ("dt", new DateTime(2024, 2, 29, 23, 59, 59, 999)),
            ("ts", new DateTime(2024, 2, 29, 23, 59, 59, 999, 999, DateTimeKind.Utc)), ("da", new DateOnly(2024, 2, 29)), ("c", "héé"), ("v", "ÿ€"), ("tx", "text😀"),
            ("bin", new byte[] { 1, 2, 0, 0 }), ("vb", new byte[] { 0, 255 }), ("bl", new byte[] { 0xDE }), ("e", "yé"), ("s", "a,c"),
            ("j", """{"a": [1, 2.5, "x\ny", null, true, 1e20, 123456789012345], "b": {"c": 0.1, "d": 100.0}}"""),
            ("ge", Convert.FromHexString("000000000101000000000000000000F03F0000000000000040")), ("ve", new float[] { 1, 2, 3 }),
        ];
        Assert.Equal(expected.Select(e => e.Item1), row.Keys);
        Assert.Equal(expected.Length, row.Count);
        foreach (var (column, value) in expected)
        {
            Assert.Equal(value, row[column]);
            Assert.Equal(value!.GetType(), row[column]!.GetType());
            Assert.Equal(row[column], row[column.ToUpperInvariant()]);
        }

        Assert.Equal("-1234.50", ((decimal)row["d"]!).ToString(CultureInfo.InvariantCulture));
        Assert.Equal(DateTimeKind.Utc, ((DateTime)row["ts"]!).Kind);
        Assert.Equal(expected.Select(e => e.Item2), row.Values);
    }

    [Fact]
    public async Task Get_OfTypesThatHoldTheValue_Converts()
    {
        var row = (await ReadAsync("mysql.binlog")).First(c => c.IsRow).After!;

        Assert.Equal(255, row.Get<int>("u8"));
        Assert.Equal(255L, row.Get<long?>("u8"));
        Assert.Equal(-128m, row.Get<decimal>("i8"));
        Assert.True(row.Get<bool>("u8"));
        Assert.Equal((double)1.1f, row.Get<double>("f"));
        Assert.Equal(new DateTime(2024, 2, 29), row.Get<DateTime>("da"));
        Assert.Equal("2024-02-29 23:59:59.999000", row.Get<BinlogDateTime>("dt").ToString());
        Assert.Equal("2024-02-29 23:59:59.999999", row.Get<BinlogDateTime>("ts").ToString());
        Assert.Equal(new DateTimeOffset(2024, 2, 29, 23, 59, 59, 999, 999, default), row.Get<DateTimeOffset>("ts"));
        Assert.Equal([0, 255], row.Get<ReadOnlyMemory<byte>>("vb").ToArray());
        Assert.Equal("ÿ€", row.Get<object>("v"));
    }

    [Fact]
    public async Task Get_OfTypesThatDoNot_ThrowsNamingColumnAndValue()
    {
        var changes = await ReadAsync("mysql.binlog");
        var row = changes.First(c => c.IsRow).After!;

        Assert.Contains("corpus.a, column id: 18446744073709551615 is beyond Int64", Assert.Throws<OverflowException>(() => row.Get<long>("id")).Message, StringComparison.Ordinal);
        Assert.Throws<OverflowException>(() => row.Get<uint>("i"));
        Assert.Throws<OverflowException>(() => row.Get<decimal>("d2"));
        Assert.Contains("column v: a VarChar is a String", Assert.Throws<InvalidCastException>(() => row.Get<int>("v")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidCastException>(() => row.Get<int>("g"));
        Assert.Throws<InvalidCastException>(() => row.Get<DateTimeOffset>("dt"));
        var nulls = changes.Where(c => c.IsRow).ElementAt(1).After!;
        Assert.Null(nulls["v"]);
        Assert.Null(nulls.Get<string>("v"));
        Assert.Null(nulls.Get<int?>("i"));
        Assert.Contains("ask for Int32?", Assert.Throws<InvalidCastException>(() => nulls.Get<int>("i")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_NoSuchColumn_SaysWhichThereAre()
    {
        var row = (await ReadAsync("mysql.binlog")).First(c => c.Table == "l" && c.IsRow).After!;

        Assert.Contains("corpus.l has no column 'total'; it has id, v, w, j.", Assert.Throws<KeyNotFoundException>(() => row["total"]).Message, StringComparison.Ordinal);
        Assert.False(row.ContainsKey("total"));
        Assert.False(row.TryGetValue("@5", out _));
        Assert.Equal("あ", row["@2"]);
    }

    [Fact]
    public async Task Values_BinlogWithoutNames_SaysTheSettingAndGoesByPlace()
    {
        var update = (await ReadAsync("mysql-minimal.binlog")).First(c => c.Kind == BinlogChangeKind.Update);

        Assert.Equal(["@6", "@17"], update.After!.Keys);
        Assert.Equal(5, update.After["@6"]);
        Assert.Contains("binlog_row_metadata = 'FULL'", Assert.Throws<KeyNotFoundException>(() => update.After["i"]).Message, StringComparison.Ordinal);
        Assert.Contains("@1 to @31", Assert.Throws<KeyNotFoundException>(() => update.After["i"]).Message, StringComparison.Ordinal);

        // And of a column that the image leaves out: that it isn't there, rather than NULL.
        Assert.Contains("binlog_row_image = 'FULL'", Assert.Throws<KeyNotFoundException>(() => update.After["@1"]).Message, StringComparison.Ordinal);
        Assert.False(update.After.ContainsKey("@1"));
        Assert.Equal(1UL, update.Before!["@1"]);
    }

    [Fact]
    public async Task Values_PartialJsonWithoutItsDocument_AreItsOperations()
    {
        var last = (await ReadAsync("mysql-partial.binlog")).Last(c => c.Kind == BinlogChangeKind.Update);

        // The last UPDATE of Corpus/mysql-partial.sql, of a MINIMAL image.
        var operations = Assert.IsType<BinlogJsonOperation[]>(last.After!["j"]);
        Assert.Equal([new(BinlogJsonDiffOperation.Replace, "$.arr[0]", "\"first\""), new(BinlogJsonDiffOperation.Replace, "$.é", "-1")], operations);
    }

    [Fact]
    public async Task Row_ByName_IsTheSameAsByIndex()
    {
        var seen = 0;
        await foreach (var batch in new BinlogFileReader([CorpusFiles.PathOf("mysql.binlog")]).ReadAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Rows && batch.Table.Name == "l" && batch.Operation == RowOperation.Update)
                {
                    foreach (var change in batch.Rows)
                    {
                        seen++;
                        Assert.Equal(change.Before.Get<int>("id") + 10, change.After["id"]);
                        Assert.Equal(change.After[0], change.After["ID"]);
                        Assert.Equal(3, change.After.GetOrdinal("j"));
                        Assert.Equal(3, batch.Table.GetOrdinal("J"));
                    }
                }
            }
        }

        Assert.Equal(2, seen);
    }

    [Fact]
    public async Task ReadChangesAsync_XaTransactions_TellWhatBecomesOfWhatIsPrepared()
    {
        var changes = await ReadAsync("mysql-xa.binlog");

        // Corpus/mysql-xa.sql: one phase; prepared and committed; prepared and rolled back; an ordinary one.
        Assert.Equal(
            [B, BinlogChangeKind.Insert, C,
             B, BinlogChangeKind.Insert, BinlogChangeKind.Insert, BinlogChangeKind.Update, BinlogChangeKind.XaPrepare, BinlogChangeKind.XaCommit,
             B, BinlogChangeKind.Insert, BinlogChangeKind.XaPrepare, BinlogChangeKind.XaRollback,
             B, BinlogChangeKind.Insert, C],
            changes.Where(c => c.Kind != S).Select(c => c.Kind));
        Assert.Equal(["X'6f6e65',X'7068617365',7", "X'00ff',X'',1", "X'00ff',X'',1", "X'676f6e65',X'',1", "X'676f6e65',X'',1"], changes.Select(c => c.Xid).OfType<string>());
        Assert.All(changes.Where(c => c.Kind >= BinlogChangeKind.XaPrepare), c => Assert.True(c.IsBoundary));
    }

    private static async Task<List<BinlogChange>> ReadAsync(string name, BinlogPosition? from = null)
    {
        var changes = new List<BinlogChange>();
        await foreach (var change in new BinlogFileReader([CorpusFiles.PathOf(name)]).ReadChangesAsync(from, TestContext.Current.CancellationToken))
        {
            changes.Add(change);
        }

        return changes;
    }
}
