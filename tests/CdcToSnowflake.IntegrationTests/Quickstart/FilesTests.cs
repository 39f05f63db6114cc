using System.IO.Compression;
using System.Text.Json;
using CdcToSnowflake.IntegrationTests.Readme;

namespace CdcToSnowflake.IntegrationTests.Quickstart;

public sealed class FilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quickstart-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Run_WithNothingElse_RawEqualsTheSource()
    {
        var result = (await QuickstartProgram.RunAsync()).MustEndWith(0);

        Assert.Contains("RAW equals the source: yes", result.Output, StringComparison.Ordinal);
        Assert.NotEmpty(ReadmeText.QuickstartLines);
        Assert.All(ReadmeText.QuickstartLines, line => Assert.Contains(line, result.OutputLines.Select(shown => shown.TrimEnd())));
        Assert.Contains("BRAND_A", result.Error, StringComparison.Ordinal); // progress
        Assert.DoesNotContain('\u001b', result.Output + result.Error);
    }

    [Fact]
    public async Task Run_QuietQuery_RowsAsNdjsonAndNothingElse()
    {
        const string sql = """
            SELECT "BRAND_ID", COUNT(*) AS N, SUM("TOTAL") AS TOTAL, MIN("PLACED_AT") AS FIRST_AT FROM "CI_DB"."CI_SCHEMA"."ORDERS" GROUP BY "BRAND_ID" ORDER BY "BRAND_ID"
            """;

        var result = (await QuickstartProgram.RunAsync("--quiet", "--query", sql)).MustEndWith(0);

        Assert.Equal("RAW equals the source: yes", Assert.Single(result.ErrorLines)[.."RAW equals the source: yes".Length]);
        var rows = result.OutputLines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["BRAND_A", "BRAND_B"], rows.Select(r => r.GetProperty("BRAND_ID").GetString()));
        foreach (var (row, folder) in rows.Zip((string[])["brand_a", "brand_b"]))
        {
            var orders = ReadDump(folder, "orders");
            Assert.Equal(orders.Count, row.GetProperty("N").GetInt32());
            Assert.Equal(orders.Sum(o => decimal.Parse(o["total"], System.Globalization.CultureInfo.InvariantCulture)), row.GetProperty("TOTAL").GetDecimal());
            Assert.Equal(orders.Min(o => o["placed_at"])!.Replace(' ', 'T') + "+00:00", row.GetProperty("FIRST_AT").GetString());
        }
    }

    [Fact]
    public async Task Run_SameStoreAndDatabaseAgain_ResumesAndStaysRight()
    {
        string[] arguments = ["--store", Path.Combine(_folder.FullName, "store"), "--db", Path.Combine(_folder.FullName, "snowflake.db")];
        (await QuickstartProgram.RunAsync(arguments)).MustEndWith(0);

        var again = (await QuickstartProgram.RunAsync(arguments)).MustEndWith(0);

        Assert.Contains("RAW equals the source: yes", again.Output, StringComparison.Ordinal);
        Assert.Contains("BRAND_A: 0 rows", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DatabaseOfAnotherStore_RefusedWithExitCode1()
    {
        string database = Path.Combine(_folder.FullName, "snowflake.db");
        (await QuickstartProgram.RunAsync("--store", Path.Combine(_folder.FullName, "one"), "--db", database, "--quiet")).MustEndWith(0);

        var result = (await QuickstartProgram.RunAsync("--store", Path.Combine(_folder.FullName, "two"), "--db", database, "--quiet")).MustEndWith(1);

        Assert.Contains("/one/BRAND_A/", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Run_KilledAndRunAgain_RawEqualsTheSource(int seed)
    {
        string[] arguments = ["--store", Path.Combine(_folder.FullName, "store"), "--db", Path.Combine(_folder.FullName, "snowflake.db"), "--cut-interval", "100ms"];
        var random = new Random(seed);
        for (int kill = 0; kill < 3; kill++)
        {
            using var process = QuickstartProgram.Start(null, arguments);
            // Anywhere between the start of the runtime and the report; one that has ended by then needs no killing.
            if (!process.WaitForExit(random.Next(300, 5000)))
            {
                process.Kill();
                process.WaitForExit();
            }
        }

        var result = (await QuickstartProgram.RunAsync(arguments)).MustEndWith(0);

        Assert.Contains("RAW equals the source: yes", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FinalStateTamperedWith_SaysWhatDiffersAndExitCode1()
    {
        string data = Path.Combine(_folder.FullName, "Data");
        CopyData(data);
        Rewrite(Path.Combine(data, "brand_b", "final", "orders.tsv.gz"), lines =>
        {
            // One value of one row, one row less, and one row more.
            string[] changed = lines[3].Split('\t');
            int total = Array.IndexOf(lines[0].Split('\t'), "total");
            changed[total] = "1234567.89";
            lines[3] = string.Join('\t', changed);
            string[] added = lines[4].Split('\t');
            added[0] = "999999999";
            lines.Add(string.Join('\t', added));
            lines.RemoveAt(5);
        });

        var result = (await QuickstartProgram.RunAsync(new Dictionary<string, string> { ["QUICKSTART_DATA"] = data })).MustEndWith(1);

        Assert.Contains("RAW equals the source: no (1 of 14 tables differ)", result.Output, StringComparison.Ordinal);
        Assert.Contains("3 keys differ", result.Output, StringComparison.Ordinal);
        Assert.Contains("BRAND_B shop.orders [id=1] total: source 1234567.89, RAW ", result.Output, StringComparison.Ordinal);
        Assert.Contains("[id=999999999]: source a row, RAW no such row", result.Output, StringComparison.Ordinal);
        Assert.Contains(": source no such row, RAW a row", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BinlogDamaged_OneLineWithFileAndPositionAndExitCode1()
    {
        string data = Path.Combine(_folder.FullName, "Data");
        CopyData(data);
        string binlog = Path.Combine(data, "brand_a", "binlog.000002");
        byte[] bytes = File.ReadAllBytes(binlog);
        bytes[bytes.Length / 2] ^= 0x40;
        File.WriteAllBytes(binlog, bytes);

        var result = (await QuickstartProgram.RunAsync(new Dictionary<string, string> { ["QUICKSTART_DATA"] = data }, "--quiet")).MustEndWith(1);

        Assert.Contains("binlog.000002 at ", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    private static void CopyData(string to)
    {
        foreach (string file in Directory.EnumerateFiles(QuickstartProgram.DataFolder, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(QuickstartProgram.DataFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static List<Dictionary<string, string>> ReadDump(string brand, string table)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(QuickstartProgram.DataFolder, brand, "final", table + ".tsv.gz")), CompressionMode.Decompress));
        string[] names = reader.ReadLine()!.Split('\t');
        _ = (reader.ReadLine(), reader.ReadLine());
        var rows = new List<Dictionary<string, string>>();
        while (reader.ReadLine() is { } line)
        {
            rows.Add(names.Zip(line.Split('\t')).ToDictionary(p => p.First, p => p.Second));
        }

        return rows;
    }

    private static void Rewrite(string path, Action<List<string>> change)
    {
        List<string> lines;
        using (var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress)))
        {
            lines = [.. reader.ReadToEnd().TrimEnd('\n').Split('\n')];
        }

        change(lines);
        using var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest));
        writer.Write(string.Join('\n', lines) + "\n");
    }
}
