using System.IO.Compression;
using System.Runtime.CompilerServices;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.IntegrationTests.Upgrades;

/// <summary>Stores as releases left them: manifests, shapes and files of rows of each version, in each format. This program goes on with them. CDC_WRITE_GOLDENS=1 adds one that isn't there, and never changes one that is.</summary>
public sealed class OldStoreTests : IDisposable
{
    private const string Brand = "BRAND_A";

    private static readonly string Data = Path.Combine(Here(), "..", "..", "..", "samples", "Quickstart", "Data", "brand_a");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdc-old-");

    /// <summary>A folder each: the versions of its manifests and shapes, and what its files are.</summary>
    public static TheoryData<string, FileFormat> Stores => new()
    {
        { "manifest-1-shape-1-parquet", FileFormat.Parquet },
        { "manifest-1-shape-2-ndjson", FileFormat.NdjsonGzip },
        { "manifest-1-shape-2-csv", FileFormat.CsvGzip },
        { "manifest-1-shape-3-hashed", FileFormat.Parquet },
    };

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task OldStore_ReadOnByThisProgram_GivesTheSourcesState(string name, FileFormat format)
    {
        var old = Path.Combine(Here(), "Stores", name);
        await WriteMissingAsync(old, name, format);
        var before = Copy(old);
        await using var snowflake = new SnowflakeEmulator();
        var store = await snowflake.WatchAsync(new FolderObjectStore(_folder.FullName), TestContext.Current.CancellationToken);
        using var deployment = new SnowflakeDeployment(snowflake);
        await deployment.EnsureBrandAsync(Brand, store.Location, TestContext.Current.CancellationToken);
        var binlogs = Directory.EnumerateFiles(Data, "binlog.*").Order(StringComparer.Ordinal).ToList();

        await new BrandCapture(Brand, new BinlogFileReader(binlogs), store, Options(name, format), deployment).RunAsync(TestContext.Current.CancellationToken);
        await snowflake.DrainAsync(TestContext.Current.CancellationToken);

        // What was there is as it was, and the next cut comes after its last: nothing was begun anew.
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllBytes(Path.Combine(_folder.FullName, file.Key))));
        var cuts = Directory.EnumerateFiles(Path.Combine(_folder.FullName, Brand, "cuts")).Count();
        Assert.True(cuts > before.Keys.Count(file => file.Contains("/cuts/", StringComparison.Ordinal)));
        var dumped = Dumped();
        Assert.Equal((dumped.Count, dumped.Sum()), await RefundsAsync(snowflake));
    }

    [Fact]
    public async Task OldAccount_WithoutAColumnThatThisReleaseNeeds_GetsItAndGoesOn()
    {
        Copy(Path.Combine(Here(), "Stores", "manifest-1-shape-1-parquet"));
        await using var snowflake = new SnowflakeEmulator();
        var store = await snowflake.WatchAsync(new FolderObjectStore(_folder.FullName), TestContext.Current.CancellationToken);
        var binlogs = Directory.EnumerateFiles(Data, "binlog.*").Order(StringComparer.Ordinal).ToList();
        await TakeAsync(binlogs[..2]);
        // The table of manifests as it was before there were snapshots.
        await using (var drop = snowflake.CreateCommand("ALTER TABLE BRAND_A_DB.STG_SCHEMA.CDC_CUT DROP COLUMN FIRST_CUT"))
        {
            await drop.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await TakeAsync(binlogs);

        var dumped = Dumped();
        Assert.Equal((dumped.Count, dumped.Sum()), await RefundsAsync(snowflake));
        await using var column = snowflake.CreateCommand("SELECT COUNT(*) FROM BRAND_A_DB.INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'CDC_CUT' AND COLUMN_NAME = 'FIRST_CUT'");
        Assert.Equal(1L, Convert.ToInt64(await column.ExecuteScalarAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture));

        // A program from its start to the end of what it has.
        async Task TakeAsync(List<string> files)
        {
            using var deployment = new SnowflakeDeployment(snowflake);
            await deployment.EnsureBrandAsync(Brand, store.Location, TestContext.Current.CancellationToken);
            await new BrandCapture(Brand, new BinlogFileReader(files), store, Options("", FileFormat.Parquet), deployment).RunAsync(TestContext.Current.CancellationToken);
            await snowflake.DrainAsync(TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void OldStore_HoldsTheVersionsThatItIsCalledBy(string name, FileFormat format)
    {
        var old = Path.Combine(Here(), "Stores", name, Brand);
        var parts = name.Split('-');

        Assert.All(Directory.EnumerateFiles(Path.Combine(old, "cuts")), file => Assert.Contains($"\"version\":{parts[1]},", File.ReadLines(file).First(), StringComparison.Ordinal));
        Assert.All(Directory.EnumerateFiles(Path.Combine(old, "shapes"), "*", SearchOption.AllDirectories), file => Assert.Contains($"\"version\":{parts[3]},", File.ReadAllText(file), StringComparison.Ordinal));
        var folder = format switch { FileFormat.Parquet => "data", FileFormat.NdjsonGzip => "data-ndjson", _ => "data-csv" };
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(old, folder), "*", SearchOption.AllDirectories));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static CaptureOptions Options(string name, FileFormat format) => new()
    {
        Tables = ["shop.refunds"],
        Format = format,
        HashedColumns = name.EndsWith("hashed", StringComparison.Ordinal) ? ["shop.refunds.reason"] : [],
        HashSalt = "salt of the tests, 16 bytes or more",
    };

    // The first of three files: the rest of the log is read by the test.
    private static async Task WriteMissingAsync(string old, string name, FileFormat format)
    {
        if (!Directory.Exists(old) && Environment.GetEnvironmentVariable("CDC_WRITE_GOLDENS") == "1")
        {
            await new BrandCapture(Brand, new BinlogFileReader([Path.Combine(Data, "binlog.000001")]), new FolderObjectStore(old), Options(name, format) with { CutRows = 100 }).RunAsync(TestContext.Current.CancellationToken);
        }
    }

    private Dictionary<string, byte[]> Copy(string old)
    {
        var files = Directory.EnumerateFiles(old, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(old, file), File.ReadAllBytes);
        foreach (var (path, content) in files)
        {
            var copy = Path.Combine(_folder.FullName, path);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllBytes(copy, content);
        }

        return files;
    }

    private static async Task<(int Count, decimal Sum)> RefundsAsync(SnowflakeEmulator snowflake)
    {
        await using var query = snowflake.CreateCommand("SELECT COUNT(*), SUM(AMOUNT) FROM BRAND_A_DB.RAW_SCHEMA.REFUNDS");
        await using var rows = await query.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await rows.ReadAsync(TestContext.Current.CancellationToken));
        return (Convert.ToInt32(rows[0], System.Globalization.CultureInfo.InvariantCulture), Convert.ToDecimal(rows[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    // The server's own dump, after the last change of its log: names, types and key marks, then rows.
    private static List<decimal> Dumped()
    {
        using var dump = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(Data, "final", "refunds.tsv.gz")), CompressionMode.Decompress));
        var column = Array.IndexOf(dump.ReadLine()!.Split('\t'), "amount");
        dump.ReadLine();
        dump.ReadLine();
        var amounts = new List<decimal>();
        while (dump.ReadLine() is { } line)
        {
            // A line's end within a value stands behind a backslash.
            while (line.EndsWith('\\'))
            {
                line += dump.ReadLine();
            }

            amounts.Add(decimal.Parse(line.Split('\t')[column], System.Globalization.CultureInfo.InvariantCulture));
        }

        return amounts;
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
