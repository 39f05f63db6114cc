using CdcToSnowflake.Cuts;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Files;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>What a store holds of a brand, by its manifests.</summary>
internal sealed class CapturedRows
{
    public required IReadOnlyList<CutManifest> Cuts { get; init; }

    /// <summary>All rows that the manifests name, in order of (_CUT, _SEQ), with the table under <c>table</c>.</summary>
    public required IReadOnlyList<Dictionary<string, object?>> Rows { get; init; }

    public IEnumerable<Dictionary<string, object?>> Of(string table) => Rows.Where(row => (string)row["table"]! == table);

    public static async Task<CapturedRows> ReadAsync(IObjectStore store, string brand)
    {
        var cuts = new List<CutManifest>();
        var rows = new List<Dictionary<string, object?>>();
        await foreach (var cut in new ManifestLog(store, brand).ReadFromAsync(0, default))
        {
            cuts.Add(cut);
            foreach (var table in cut.Tables)
            {
                var found = 0L;
                foreach (var file in table.Files)
                {
                    await using var content = await store.OpenReadAsync(file.Key);
                    using var copy = new MemoryStream();
                    await content.CopyToAsync(copy);
                    Assert.Equal(file.Bytes, copy.Length);
                    var read = await ReadAsync(file.Key, copy.ToArray());
                    Assert.Equal(file.Rows, read.Count);
                    found += read.Count;
                    foreach (var row in read)
                    {
                        Assert.Equal((long)cut.Cut, row["_CUT"]);
                        Assert.Equal(cut.Writer, row["_WRITER"]);
                        row["table"] = table.Table;
                        rows.Add(row);
                    }
                }

                Assert.Equal(table.Rows, found);
            }

            // _SEQ counts a cut's rows over all tables, without gaps.
            Assert.Equal(
                Enumerable.Range(1, (int)cut.Rows).Select(seq => (long)seq),
                rows.Where(row => (long)row["_CUT"]! == (long)cut.Cut).Select(row => (long)row["_SEQ"]!).Order());
        }

        Assert.Equal(Enumerable.Range(1, cuts.Count).Select(number => (ulong)number), cuts.Select(cut => cut.Cut));
        for (var i = 1; i < cuts.Count; i++)
        {
            Assert.Equal(cuts[i - 1].To, cuts[i].From);
        }

        return new CapturedRows
        {
            Cuts = cuts,
            Rows = [.. rows.OrderBy(row => (long)row["_CUT"]!).ThenBy(row => (long)row["_SEQ"]!)],
        };
    }

    private static Task<List<Dictionary<string, object?>>> ReadAsync(string key, byte[] content) => key.Split('.')[^1] == "parquet"
        ? ParquetRows.ReadAsync(content)
        : Task.FromResult(key.EndsWith(".ndjson.gz", StringComparison.Ordinal) ? TextFileRows.ReadNdjson(content) : TextFileRows.ReadCsv(content));
}
