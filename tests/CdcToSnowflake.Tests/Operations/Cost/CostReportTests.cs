using System.Text.Json;
using System.Xml;
using CdcToSnowflake.Operations.Cost;
using CdcToSnowflake.Operations.Cost.Reading;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Operations.Cost;

/// <summary>A report's sums, and its forms.</summary>
public sealed class CostReportTests
{
    private const string Hostile = "</style><script>alert('x')</script>&amp;\"'";

    [Fact]
    public void Of_AllKinds_SumsAreTheViews()
    {
        var report = CostFactsOf.Report(Facts("WH"));

        Assert.Equal(10m + 1.5m + 0.25m + 0.125m, report.Credits);
        Assert.Equal(report.Credits, report.Brands.Sum(brand => brand.Credits));
        var warehouse = Assert.Single(report.Warehouses);
        Assert.Equal((10m, 4m, 0.4), (warehouse.Compute, warehouse.Idle, warehouse.IdleShare));
        Assert.Equal(24, report.Steps.Count);
    }

    [Fact]
    public void Brands_TagsAndDatabases_SayWhose_AndIdleTimeFollowsThem()
    {
        var brands = CostFactsOf.Report(Facts("WH")).Brands;

        // Of 6 attributed credits 3 are brand_a's by their database, 1 brand_b's by its tag, 2 nobody's; 4 idle ones go after them.
        Assert.Equal(
            [("brand_a", 3m, 2m, 1.5m, 0.25m), ("brand_b", 1m, 4m / 6, 0m, 0m), (null, 2m, 4m * 2 / 6, 0m, 0m)],
            brands.Select(brand => (brand.Brand, brand.Queries, brand.Idle, brand.Tasks, brand.Pipes)));
        Assert.Equal(0.125m, brands[0].Clustering);
    }

    [Fact]
    public void Of_AdaptiveWarehouse_IdleTimeIsUnknown()
    {
        var report = CostFactsOf.Report(new CostFacts(CostFactsOf.Day) { Metered = [new MeteredStep("WH", CostFactsOf.Day.From, 10, 0, null)] });

        Assert.Null(Assert.Single(report.Warehouses).IdleShare);
        Assert.Equal((10m, 0m), (report.Steps[0].Working, report.Steps[0].Idle));
    }

    [Fact]
    public void ToHtml_HostileNames_AreTextAndThePageIsWellFormed()
    {
        var html = CostFactsOf.Report(Facts(Hostile), new CostOptions { CreditPrice = 3, Currency = "EUR" }).ToHtml();

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        List<string> texts = [];
        while (reader.Read())
        {
            texts.Add(reader.Value);
            Assert.False(reader.NodeType == XmlNodeType.Element && (reader.GetAttribute("src") ?? reader.GetAttribute("href") ?? reader.GetAttribute("onload")) is not null);
        }

        Assert.Contains(Hostile, texts);
    }

    [Fact]
    public void ToHtml_EachChart_HasATitleADescriptionAndIdsOfItsOwn()
    {
        var html = CostFactsOf.Report(Facts("WH")).ToHtml();
        var page = new XmlDocument { XmlResolver = null };
        page.LoadXml(html[(html.IndexOf("<html", StringComparison.Ordinal))..]);
        var charts = page.GetElementsByTagName("svg").Cast<XmlElement>().ToList();
        var ids = page.SelectNodes("//@id")!.Cast<XmlAttribute>().Select(id => id.Value).ToList();

        Assert.True(charts.Count >= 3);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(charts, chart => Assert.All(chart.GetAttribute("aria-labelledby").Split(' '), label => Assert.Contains(label, ids)));
        Assert.All(charts, chart => Assert.Equal(["title", "desc"], chart.ChildNodes.OfType<XmlElement>().Take(2).Select(element => element.Name)));
    }

    [Fact]
    public void ToHtml_NothingThatCost_IsAPageThatSaysSo()
    {
        var html = CostFactsOf.Report(new CostFacts(CostFactsOf.Day)).ToHtml();

        Assert.Contains("Nothing that would be worth it was found.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToJson_HasWhatTheRecordsHave()
    {
        var report = CostFactsOf.Report(Facts("WH"));
        var json = JsonDocument.Parse(report.ToJson()).RootElement;

        Assert.Equal(report.Credits, json.GetProperty("credits").GetDecimal());
        Assert.Equal("WH", json.GetProperty("warehouses")[0].GetProperty("name").GetString());
        Assert.Equal("AutoSuspend", json.GetProperty("advice")[0].GetProperty("kind").GetString());
        Assert.Equal(CostFactsOf.Day.From, json.GetProperty("period").GetProperty("from").GetDateTimeOffset());
    }

    [Fact]
    public void ToTable_Columns_StandBelowEachOther()
    {
        var lines = CostFactsOf.Report(Facts("WH")).ToTable().Split('\n').SkipWhile(line => !line.StartsWith("Brand", StringComparison.Ordinal)).TakeWhile(line => line.Length > 0).ToList();

        Assert.Equal(4, lines.Count);
        Assert.Single(lines.Select(line => line.Length).Distinct());
    }

    [Theory]
    [InlineData(0, 0, 5, 30, 0, 6)]
    [InlineData(3, 0, 5, 0, 3, 5)]
    public void Period_HoursThatAreBegun_AreInIt(int from, int minute, int to, int toMinute, int first, int last)
    {
        var day = CostFactsOf.Day.From;
        var period = new CostPeriod(day.AddHours(from).AddMinutes(minute), day.AddHours(to).AddMinutes(toMinute));

        Assert.Equal((day.AddHours(first), day.AddHours(last)), (period.From, period.To));
    }

    // Credits come 3 hours late, statements' credits 8: what hasn't come yet would be idle time.
    [Fact]
    public void Period_Last_EndsWhereTheViewsKnowAll_AtAWholeHour()
    {
        var period = CostPeriod.Last(TimeSpan.FromDays(1), new FakeTimeProvider(CostFactsOf.Day.To.AddMinutes(59)));

        Assert.Equal((CostFactsOf.Day.From.AddHours(-8), CostFactsOf.Day.To.AddHours(-8)), (period.From, period.To));
    }

    [Fact]
    public void Period_Backwards_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new CostPeriod(CostFactsOf.Day.To, CostFactsOf.Day.From));

    private static CostFacts Facts(string warehouse)
    {
        var day = CostFactsOf.Day.From;
        return new CostFacts(CostFactsOf.Day)
        {
            Settings = [new WarehouseSetting(warehouse, "Small", TimeSpan.FromMinutes(10))],
            Metered = [new MeteredStep(warehouse, day, 6, 0.1m, 2), new MeteredStep(warehouse, day.AddHours(1), 4, 0.1m, 4)],
            Activity = [.. Enumerable.Range(0, 24).Select(hour => new WarehouseStretch(warehouse, null, new(day.AddHours(hour), day.AddHours(hour).AddSeconds(5)), 1, 0))],
            Serverless = [new TaskStep(CostFactsOf.Merge, day, 1.5m)],
            Pipes = [new PipeStep("BRAND_A_DB", "STG_SCHEMA", "P", day, 0.25m, 10, 1_000, 1_000)],
            Clustering = [new ClusteringStep(new("BRAND_A_DB", "RAW_SCHEMA", "ORDERS"), day, 0.125m, 1_000, 1_000_000)],
            Shares = [new CreditShare(warehouse, "BRAND_A_DB", null, 3), new CreditShare(warehouse, "OTHER", "brand_b", 1), new CreditShare(warehouse, null, null, 2)],
            Queries = [new QueryCost("0123456789", $"SELECT '{Hostile}' FROM T", "SELECT", "BRAND_A_DB", "RAW_SCHEMA", warehouse, 3, 1.5m, TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(1), 5_000_000_000, 10, 100)],
        };
    }
}
