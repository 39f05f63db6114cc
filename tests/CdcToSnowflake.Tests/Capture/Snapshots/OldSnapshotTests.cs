using System.Runtime.CompilerServices;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>A log with manifests of version 2, as a release left it between two chunks of a table, read on against a server that has its transactions. CDC_WRITE_GOLDENS=1 makes it if it isn't there, and never changes it.</summary>
[Collection(MySqlCollection.Name)]
public sealed class OldSnapshotTests(MySqlFixture mysql)
{
    private const string Schema = "upgrades";
    private const int LastCut = 7;

    private static readonly string Kept = Path.Combine(Here(), "Stores", "manifest-2-shape-1-snapshot");

    private static readonly CaptureOptions Options = new() { Tables = [$"{Schema}.*"], CutRows = 10, Snapshot = new SnapshotOptions { ChunkRows = 10, ParallelTables = 1 } };

    private static readonly string Rows =
        $"CREATE TABLE a_whole (id INT PRIMARY KEY, v INT); INSERT INTO a_whole VALUES {Values(10)}; CREATE TABLE b_half (id INT PRIMARY KEY, v INT); INSERT INTO b_half VALUES {Values(100)};";

    [Fact]
    public async Task Log_StoppedBetweenTwoChunks_IsReadOnToItsEnd()
    {
        await mysql.WriteAsync(Schema, Rows);
        await WriteMissingAsync();
        var store = Load();
        var kept = store.Keys.ToDictionary(key => key, key => store[key]);
        var last = (await new ManifestLog(store, "BRAND").FindLastAsync(default))!;
        var read = last.Snapshots.UnderWay[$"{Schema}.b_half"];
        Assert.Equal(LastCut, (int)last.Cut);
        Assert.InRange(read.Rows, 10, 90);
        Assert.Contains(Manifests(kept), text => text.Contains("\"kind\":\"sweep\"", StringComparison.Ordinal)); // the other table has ended
        Assert.Contains("\"version\":2,", Manifests(kept)[^1], StringComparison.Ordinal);
        await mysql.Server.ExecuteAsync($"RESET BINARY LOGS AND GTIDS; SET GLOBAL gtid_purged = '{last.To.GtidSet}'");
        await mysql.Server.ExecuteAsync("UPDATE b_half SET v = -v WHERE id IN (3, 95); DELETE FROM b_half WHERE id = 5; INSERT INTO b_half VALUES (200, 1); DELETE FROM a_whole WHERE id = 1", Schema);

        await using (var live = new LiveCapture(mysql.Server, Options, store))
        {
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        Assert.All(kept, old => Assert.Equal(old.Value, store[old.Key]));
        var captured = await CapturedRows.ReadAsync(store, "BRAND");
        var ids = captured.Of($"{Schema}.b_half").Where(IsReadAfter).Select(row => row["id"]).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.InRange(ids.Count, 90, 101); // the one under way is begun anew at another server, as always; rows that the log changed meanwhile may be left to it
        Assert.DoesNotContain(captured.Of($"{Schema}.a_whole"), IsReadAfter); // it had ended
        await MergedRows.AssertEqualAsync(mysql.Server, captured, Schema, "a_whole", ["id"], "v");
        await MergedRows.AssertEqualAsync(mysql.Server, captured, Schema, "b_half", ["id"], "v");
    }

    private static bool IsReadAfter(Dictionary<string, object?> row) => (string)row["_OP"]! == "R" && (long)row["_CUT"]! > LastCut;

    private static List<string> Manifests(Dictionary<string, byte[]> store) =>
        [.. store.Where(old => old.Key.StartsWith("BRAND/cuts/", StringComparison.Ordinal)).OrderBy(old => old.Key, StringComparer.Ordinal).Select(old => System.Text.Encoding.UTF8.GetString(old.Value))];

    private async Task WriteMissingAsync()
    {
        if (Directory.Exists(Kept) || Environment.GetEnvironmentVariable("CDC_WRITE_GOLDENS") != "1")
        {
            return;
        }

        var store = new MemoryObjectStore();
        store.BeforeWrite = (_, key) =>
        {
            if (key == $"BRAND/cuts/{LastCut + 1:D20}.json")
            {
                throw new StorageException("It dies here.", store.Location, key);
            }
        };
        await using (var live = new LiveCapture(mysql.Server, Options, store))
        {
            await Assert.ThrowsAnyAsync<StorageException>(() => live.Run.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        }

        foreach (var key in store.Keys)
        {
            var path = Path.Combine(Kept, key);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, store[key]);
        }
    }

    private static MemoryObjectStore Load()
    {
        var store = new MemoryObjectStore();
        foreach (var file in Directory.EnumerateFiles(Kept, "*", SearchOption.AllDirectories))
        {
            store[Path.GetRelativePath(Kept, file).Replace(Path.DirectorySeparatorChar, '/')] = File.ReadAllBytes(file);
        }

        return store;
    }

    private static string Values(int count) => string.Join(", ", Enumerable.Range(1, count).Select(id => $"({id}, {id * 7})"));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
