using System.Text.Json;
using CdcToSnowflake.IntegrationTests.Samples;

namespace CdcToSnowflake.IntegrationTests.CostReport;

public sealed class CostReportTests : IDisposable
{
    private static readonly SampleProgram Program = new("CostReport");

    private readonly string _folder = Directory.CreateTempSubdirectory("cost-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_MadeUpDays_TableJsonAndPageTellTheSame()
    {
        var (html, json) = (Path.Combine(_folder, "cost.html"), Path.Combine(_folder, "cost.json"));

        var (exitCode, output, error) = await Program.RunAsync("--html", html, "--json", json, "--credit-price", "3", "--currency", "EUR");

        Assert.Equal((0, ""), (exitCode, error));
        var report = JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(["BI_WH", "REPORT_WH"], report.GetProperty("warehouses").EnumerateArray().Select(warehouse => warehouse.GetProperty("name").GetString()));
        Assert.Equal(["BRAND_A", "BRAND_B", null], report.GetProperty("brands").EnumerateArray().Select(brand => brand.GetProperty("brand").GetString()).OrderBy(brand => brand is null).ThenBy(brand => brand, StringComparer.Ordinal));
        Assert.Equal(0, report.GetProperty("parsed").GetProperty("unread").GetInt32());
        var page = await File.ReadAllTextAsync(html, TestContext.Current.CancellationToken);
        foreach (var advice in report.GetProperty("advice").EnumerateArray().Select(advice => advice.GetProperty("text").GetString()!))
        {
            Assert.Contains(advice, output, StringComparison.Ordinal);
            Assert.Contains(advice, page, StringComparison.Ordinal);
        }

        // A dashboard's warehouse that waits ten minutes, and one that nobody suspends.
        Assert.Contains("ALTER WAREHOUSE \"BI_WH\" SET AUTO_SUSPEND = 60", output, StringComparison.Ordinal);
        Assert.Contains("ALTER WAREHOUSE \"REPORT_WH\" SET AUTO_SUSPEND = 60", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--days", "0")]
    [InlineData("--nonsense")]
    public async Task Run_BadArguments_ExitsWithTwo(params string[] arguments)
    {
        var (exitCode, _, error) = await Program.RunAsync(arguments);

        Assert.Equal(2, exitCode);
        Assert.StartsWith("CostReport: ", error, StringComparison.Ordinal);
    }
}
