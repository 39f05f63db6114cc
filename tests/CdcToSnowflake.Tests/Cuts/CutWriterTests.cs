using System.Globalization;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Files;
using CdcToSnowflake.Model;
using CdcToSnowflake.Tests.Capture;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Cuts;

[Collection(MySqlCollection.Name)]
public sealed class CutWriterTests(MySqlFixture mysql)
{
    private static readonly SourceTable Table = new(
        "large_transaction",
        "t",
        [new SourceColumn("id", new SourceType(SourceKind.Int), false), new SourceColumn("v", new SourceType(SourceKind.VarChar) { Length = 4000 }, true)],
        ["id"]);

    [Theory]
    [InlineData(FileFormat.Parquet)]
    [InlineData(FileFormat.NdjsonGzip)]
    [InlineData(FileFormat.CsvGzip)]
    public async Task Append_TransactionLargerThanItsMemory_SeveralPartsWithEveryRow(FileFormat format)
    {
        var table = Table with { Format = format };
        const int Rows = 4000;
        const long Buffer = 1 << 20;
        var files = await mysql.WriteAsync(
            Table.Schema,
            $"""
            CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(4000));
            SET SESSION cte_max_recursion_depth = {Rows};
            INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS id UNION ALL SELECT id + 1 FROM n WHERE id < {Rows}) SELECT id, REPEAT(SHA2(id, 256), 40) FROM n;
            """);
        var store = new MemoryObjectStore();
        var log = new ManifestLog(store, "B");
        var options = new CutOptions { BufferBytes = Buffer, RowGroupBytes = Buffer / 4, TextBytes = Buffer / 4, FileBytes = 30_000, ZeroDates = new ZeroDatePolicy(ZeroDates.Null) };
        using var cut = new CutWriter(store, log, "B", () => "me", options, TimeProvider.System);
        var target = new CutTarget(table, CutTarget.NoLabels(table));
        var whileOpen = 0;
        await foreach (var batch in new BinlogFileReader(files).ReadAsync())
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Rows)
                {
                    foreach (var change in batch.Rows)
                    {
                        cut.Append(target, change.After, RowOp.Insert, batch.TimestampMicros);
                        Assert.InRange(target.Open!.Writer.BufferedBytes, 0, Buffer / 4);
                    }
                }

                if (cut.HasFullFile)
                {
                    await cut.UploadFullFilesAsync(default);
                    whileOpen = store.Keys.Count;
                }
            }
        }

        Assert.True(whileOpen > 2, $"Only {whileOpen} files were uploaded while the transaction went on.");
        await (await cut.SealAsync(new BinlogPosition("f", 4), null, UnsettledTables.None, default)).CommitAsync(default);
        var captured = await CapturedRows.ReadAsync(store, "B");
        Assert.True(captured.Cuts[0].Tables[0].Files.Count >= whileOpen);
        Assert.Equal(StorePath.Data("B", table, 1, "me", 1), captured.Cuts[0].Tables[0].Files[1].Key);
        Assert.Equal(Enumerable.Range(1, Rows).Select(id => id), captured.Rows.Select(row => Convert.ToInt32(row["id"], CultureInfo.InvariantCulture)));
        Assert.All(captured.Rows, row => Assert.Equal(2560, ((string)row["v"]!).Length));
    }
}
