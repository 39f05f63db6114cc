using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Files;
using CdcToSnowflake.Model;
using CdcToSnowflake.Tests.Storage;
using Parquet;
using Parquet.Meta;

namespace CdcToSnowflake.Tests.Cuts;

/// <summary>What Snowflake reads of a file before its rows: how it is compressed, the smallest and largest values, and the row groups that it is read by.</summary>
public sealed class ParquetFooterTests
{
    private const int MiB = 1 << 20;

    [Fact]
    public async Task Cut_OfFortyMiB_HasZstdStatisticsAndGroupsOfSixteenMiB()
    {
        const int Rows = 40_000;
        var table = new SourceTable("s", "t", [new SourceColumn("id", new SourceType(SourceKind.Int), false), new SourceColumn("v", new SourceType(SourceKind.VarChar) { Length = 4000 }, true)], ["id"]) { Format = FileFormat.Parquet };
        var target = new CutTarget(table, CutTarget.NoLabels(table));
        var store = new MemoryObjectStore();
        using var folder = new TemporaryFolder();
        using var cut = new CutWriter(store, new ManifestLog(store, "B"), "B", () => "me", new CutOptions { ScratchFolder = folder.Path, ZeroDates = new ZeroDatePolicy(ZeroDates.Null) }, TimeProvider.System);
        using var row = new RowSpool(folder.Path);
        for (var i = 0; i < Rows; i++)
        {
            row.Clear();
            row.Begin();
            Add(row, $"{i}");
            Add(row, new string((char)('a' + (i % 26)), MiB / 1000));
            cut.Append(target, row.End(), RowOp.Insert, 1);
            if (cut.HasFullFile)
            {
                await cut.UploadFullFilesAsync(default);
            }
        }

        await (await cut.SealAsync(new BinlogPosition("binlog.000001", 4), null, UnsettledTables.None, default)).CommitAsync(default);
        using var content = new MemoryStream(store[Assert.Single(store.Keys, key => key.EndsWith(".parquet", StringComparison.Ordinal))]);
        await using var reader = await ParquetReader.CreateAsync(content);
        var groups = reader.Metadata!.RowGroups;
        Assert.Equal(3, groups.Count);
        Assert.Equal(Rows, groups.Sum(group => group.NumRows));
        Assert.All(groups, group => Assert.InRange(group.TotalByteSize, 1, 20 * MiB));
        Assert.All(groups.SelectMany(group => group.Columns), column => Assert.Equal(CompressionCodec.ZSTD, column.MetaData!.Codec));
        var first = 0L;
        foreach (var group in groups)
        {
            var id = Assert.Single(group.Columns, column => column.MetaData!.PathInSchema is ["id"]).MetaData!.Statistics!;
            Assert.Equal((first, first + group.NumRows - 1), (BitConverter.ToInt64(id.MinValue!), BitConverter.ToInt64(id.MaxValue!)));
            first += group.NumRows;
        }
    }

    private static void Add(RowSpool row, string text)
    {
        var (array, start) = row.Value(text.Length);
        System.Text.Encoding.ASCII.GetBytes(text, array.AsSpan(start));
    }
}
