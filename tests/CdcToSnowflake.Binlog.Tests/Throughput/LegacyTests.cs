using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CdcToSnowflake.Throughput;
using CdcToSnowflake.Throughput.Legacy;

namespace CdcToSnowflake.Binlog.Tests.Throughput;

/// <summary>Before and after, in the README and in the results: all but the seconds comes out the same each time.</summary>
public sealed class LegacyTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    [Fact]
    public async Task Legacy_ARestaurantsFourteenDays_AreTheFiguresThatAreWritten()
    {
        using var found = JsonDocument.Parse(await LegacyCommand.RunAsync(Path.Combine(Root, "samples", "Quickstart", "Data", "brand_a"), new Arguments([])));
        var (log, copy) = (found.RootElement.GetProperty("log"), found.RootElement.GetProperty("copy"));
        string Count(JsonElement of, string name) => of.GetProperty(name).GetDecimal().ToString("N0", CultureInfo.InvariantCulture);
        Assert.Equal("15", Count(found.RootElement, "days"));

        string[] readme =
        [
            $"| rows read from the operational tables | {Count(copy, "rowsReadFromSource")} | {Count(log, "rowsReadFromSource")} (its binlog is read) |",
            $"| rows that are written first, of the copy's four tables | {Count(copy, "rowsDeletedAndInserted")}, deleted and inserted | {Count(log, "changesOfCopiedTables")} changes, appended; two merges take them on into RAW and CI |",
            $"| refunds missed, of all {Count(found.RootElement, "refunds")} | {Count(copy, "refundsMissed")}, worth €{Count(copy, "amountMissed")}: those that came later | {Count(log, "refundsMissedInCi")} |",
        ];
        var text = await File.ReadAllTextAsync(Path.Combine(Root, "README.md"), TestContext.Current.CancellationToken);
        Assert.All(readme, line => Assert.Contains(line, text, StringComparison.Ordinal));

        string[] results =
        [
            $"| rows read from the source's tables | {Count(copy, "rowsReadFromSource")} | {Count(log, "rowsReadFromSource")} |",
            $"| rows deleted and inserted, of the four tables | {Count(copy, "rowsDeletedAndInserted")} | |",
            $"| changes, of the four tables | | {Count(log, "changesOfCopiedTables")} |",
            $"| changes, of all seven | | {Count(log, "changes")} |",
            $"| {Count(copy, "refundsMissed")} of {Count(found.RootElement, "refunds")} | {Count(log, "refundsMissedInRaw")}, {Count(log, "refundsMissedInCi")} |",
            string.Create(CultureInfo.InvariantCulture, $"| their worth | €{copy.GetProperty("amountMissed").GetDecimal():N2} | 0 |"),
        ];
        text = await File.ReadAllTextAsync(Path.Combine(Root, "benchmarks", "results", "legacy.md"), TestContext.Current.CancellationToken);
        Assert.All(results, line => Assert.Contains(line, text, StringComparison.Ordinal));
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
