using System.Globalization;
using System.Text.RegularExpressions;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Simulation;
using CdcToSnowflake.Storage;
using BrandCapture = CdcToSnowflake.Capture.BrandCapture;

namespace CdcToSnowflake.Benchmarks.Tests.Simulation;

/// <summary>The simulation's unit costs are those of the committed results, and what any machine can measure again is.</summary>
public sealed partial class UnitCostsTests
{
    [Fact]
    public void Defaults_AreTheCommittedResults()
    {
        var committed = File.ReadLines(Path.Combine(BenchmarkResults.Folder, "unit-costs.csv")).Skip(1).Select(line => line.Split(',')).ToDictionary(line => line[0], line => double.Parse(line[1], CultureInfo.InvariantCulture));
        Assert.Equal(typeof(UnitCosts).GetProperties().Where(cost => cost.CanWrite).ToDictionary(cost => cost.Name, cost => (double)cost.GetValue(new UnitCosts())!), committed);
    }

    /// <summary>What the page was measured anew to, the constant and the CSV follow.</summary>
    [Fact]
    public void MergedRows_AreThoseOfTheCommittedSeconds()
    {
        var page = File.ReadAllText(Path.Combine(BenchmarkResults.Folder, "emulator-flow.md"));
        var changes = double.Parse(Changes().Match(page).Groups["changes"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        var seconds = MergeSeconds().Match(page);
        var (least, most) = (seconds.Groups["least"].Value, seconds.Groups["most"].Value);

        Assert.InRange(new UnitCosts().MergedRowsPerSecond, changes / double.Parse(most, CultureInfo.InvariantCulture), changes / double.Parse(least, CultureInfo.InvariantCulture));
        Assert.EndsWith($",emulator-flow.md: {changes} changes in {least} to {most} s", File.ReadLines(Path.Combine(BenchmarkResults.Folder, "unit-costs.csv")).Single(line => line.StartsWith("MergedRowsPerSecond,", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BytesOfFiles_AreThoseOfTheRecordedRestaurants()
    {
        var folder = Directory.CreateTempSubdirectory("cdc-costs-");
        try
        {
            var store = new FolderObjectStore(folder.FullName);
            var data = Path.Combine(BenchmarkResults.Folder, "..", "..", "samples", "Quickstart", "Data");
            foreach (var brand in (string[])["brand_a", "brand_b"])
            {
                var binlogs = Directory.EnumerateFiles(Path.Combine(data, brand), "binlog.*").Order(StringComparer.Ordinal).ToList();
                await new BrandCapture(brand, new BinlogFileReader(binlogs), store, new CaptureOptions { CutRows = 4_000 }).RunAsync(TestContext.Current.CancellationToken);
            }

            var (slope, intercept) = Fit([.. folder.EnumerateFiles("*.json", SearchOption.AllDirectories).Where(file => file.Directory!.Name == "cuts").SelectMany(Files)]);
            Assert.Equal(new UnitCosts().BytesPerChange, slope, 2.0);
            Assert.Equal(new UnitCosts().BytesPerFile, intercept, 700.0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Rows and bytes of the files that a manifest names.</summary>
    private static IEnumerable<(double Rows, double Bytes)> Files(FileInfo manifest)
    {
        foreach (var line in File.ReadLines(manifest.FullName))
        {
            using var json = System.Text.Json.JsonDocument.Parse(line);
            if (json.RootElement.TryGetProperty("files", out var files))
            {
                foreach (var file in files.EnumerateArray())
                {
                    yield return (file.GetProperty("rows").GetDouble(), file.GetProperty("bytes").GetDouble());
                }
            }
        }
    }

    /// <summary>The line of least squares.</summary>
    private static (double Slope, double Intercept) Fit(IReadOnlyList<(double Rows, double Bytes)> files)
    {
        var (rows, bytes) = (files.Average(file => file.Rows), files.Average(file => file.Bytes));
        var slope = files.Sum(file => (file.Rows - rows) * (file.Bytes - bytes)) / files.Sum(file => (file.Rows - rows) * (file.Rows - rows));
        return (slope, bytes - (slope * rows));
    }

    [GeneratedRegex(@"(?<changes>[\d,]+) changes of a table")]
    private static partial Regex Changes();

    [GeneratedRegex(@"merge STG → RAW [^|]*\| (?<least>[\d.]+) to (?<most>[\d.]+) \|")]
    private static partial Regex MergeSeconds();
}
