using System.Collections.Concurrent;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Model;
using CdcToSnowflake.Tests.Files;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>A log that has a transaction's beginning and not its end: its rows are taken nowhere, although files of them may have been uploaded by then.</summary>
[Collection(MySqlCollection.Name)]
public sealed class AbandonedTransactionTests(MySqlFixture mysql) : IDisposable
{
    private const string Schema = "abandoned";

    // More than is kept in memory of a text file: parts of the transaction are uploaded while it goes on.
    private const int Large = 4000;

    private readonly TemporaryFolder _folder = new();
    private readonly MemoryObjectStore _store = new();
    private readonly ConcurrentQueue<(string Key, byte[] Content)> _uploads = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_SourceEndsInsideATransaction_WhatWasUploadedOfItCountsNowhere()
    {
        var files = await WriteAsync("INSERT INTO t VALUES (0, 'zero');", Large);

        await CaptureAsync([await CutAsync(files[0])]);
        Assert.Equal(["0"], await IdsAsync());
        Assert.True(await OrphansAsync() > 1);

        await CaptureAsync(files);
        Assert.Equal([.. Enumerable.Range(0, Large + 2).Select(id => $"{id}"), "-1", "-2"], await IdsAsync());
        await OrphansAsync();
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("INSERT INTO t VALUES (0, 'zero');", 1)]
    [InlineData("", Large)]
    [InlineData("INSERT INTO t VALUES (0, 'zero');", Large)]
    public async Task Run_ServerWentAwayInsideATransaction_GoesOnInTheNextFileWithoutIt(string before, int rows)
    {
        var files = await WriteAsync(before, rows);

        await CaptureAsync([await CutAsync(files[0]), .. files.Skip(1)]);
        Assert.Equal([.. before.Length > 0 ? ["0"] : Array.Empty<string>(), "-1", "-2"], await IdsAsync());
        Assert.Equal(rows == Large, await OrphansAsync() > 0);
    }

    [Fact]
    public async Task Run_TwoTransactionsWithoutAnEndInOneCut_NeitherIsTaken()
    {
        var files = await WriteAsync("INSERT INTO t VALUES (0, 'zero');", 3, $"INSERT INTO t VALUES (-1, 'next'); BEGIN; {Inserts(100, 3)} COMMIT; FLUSH BINARY LOGS; INSERT INTO t VALUES (-2, 'last');");

        await CaptureAsync([await CutAsync(files[0]), await CutAsync(files[1]), .. files.Skip(2)]);
        Assert.Equal(["0", "-1", "-2"], await IdsAsync());
    }

    // Some statements, a transaction that is the last of its file, and what another file has.
    private Task<IReadOnlyList<string>> WriteAsync(string before, int rows, string after = "INSERT INTO t VALUES (-1, 'next'); INSERT INTO t VALUES (-2, 'last');") => mysql.WriteAsync(
        Schema,
        $"""
        CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(4000)); {before}
        SET SESSION cte_max_recursion_depth = {Large};
        BEGIN; {Inserts(1, rows)} COMMIT;
        FLUSH BINARY LOGS; {after}
        """);

    private static string Inserts(int from, int rows) =>
        $"INSERT INTO t WITH RECURSIVE n AS (SELECT {from} AS id UNION ALL SELECT id + 1 FROM n WHERE id < {from + rows - 1}) SELECT id, CONCAT(TO_BASE64(RANDOM_BYTES(1000)), TO_BASE64(RANDOM_BYTES(1000))) FROM n; INSERT INTO t VALUES ({from + rows}, 'end');";

    /// <summary>A copy of a file without the last event of rows and what follows it.</summary>
    private async Task<string> CutAsync(string file)
    {
        var ends = new List<long>();
        await foreach (var batch in new BinlogFileReader([file]).ReadAsync())
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Rows)
                {
                    ends.Add(batch.EndOffset);
                }
            }
        }

        var copy = Path.Combine(_folder.Path, Path.GetFileName(file));
        await File.WriteAllBytesAsync(copy, (await File.ReadAllBytesAsync(file))[..(int)ends[^2]]);
        return copy;
    }

    private async Task CaptureAsync(IReadOnlyList<string> files)
    {
        _store.AfterWrite = (_, key) =>
        {
            if (key.StartsWith("BRAND/data", StringComparison.Ordinal))
            {
                _uploads.Enqueue((key, _store[key]));
            }
        };
        await new BrandCapture("BRAND", new BinlogFileReader(files), _store, new CaptureOptions { Tables = [$"{Schema}.*"], Format = FileFormat.NdjsonGzip, FileBytes = 1 }).RunAsync();
    }

    private async Task<IEnumerable<string>> IdsAsync() => (await CapturedRows.ReadAsync(_store, "BRAND")).Rows.Select(row => $"{row["id"]}");

    /// <summary>How many files were uploaded that no manifest names; none has rows that a merge would take for a cut's, by their _CUT and _WRITER.</summary>
    private async Task<int> OrphansAsync()
    {
        Assert.Equal(_uploads.Count, _uploads.Select(upload => upload.Key).Distinct().Count());
        var cuts = (await CapturedRows.ReadAsync(_store, "BRAND")).Cuts;
        var named = cuts.SelectMany(cut => cut.Tables).SelectMany(table => table.Files).Select(file => file.Key).ToHashSet();
        var orphans = _uploads.Where(upload => !named.Contains(upload.Key)).ToList();
        Assert.All(orphans.SelectMany(orphan => TextFileRows.ReadNdjson(orphan.Content)), row => Assert.DoesNotContain($"{row["_CUT"]} {row["_WRITER"]}", cuts.Select(cut => $"{cut.Cut} {cut.Writer}")));
        return orphans.Count;
    }
}
