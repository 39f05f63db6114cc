using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Telemetry;
using CdcToSnowflake.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CdcToSnowflake.Tests.Hosting;

/// <summary>The dashboard names metrics and tags that there are, and shows all of them.</summary>
public sealed partial class DashboardTests
{
    [Fact]
    public void Dashboard_MetricsAndTags_AreTheServices()
    {
        var metrics = Metrics();
        Assert.True(metrics.Count > 10);
        var tags = typeof(CdcTelemetry).GetFields().Where(field => field.Name.EndsWith("Tag", StringComparison.Ordinal)).Select(field => Plain((string)field.GetRawConstantValue()!)).ToHashSet();
        var used = Queries().SelectMany(query => Word().Matches(query).Select(word => word.Value)).ToHashSet();

        Assert.Empty(used.Where(word => !tags.Contains(word) && !metrics.Contains(Base(word))).Order());
        Assert.Empty(metrics.Except(used.Select(Base)).Order());
    }

    [Fact]
    public void Dashboard_Legends_AreTagsThatTheQueryKeeps()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Dashboard));
        foreach (var target in dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray()))
        {
            var query = target.GetProperty("expr").GetString()!;
            if (By().Match(query) is { Success: true } by)
            {
                var kept = by.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries);
                Assert.All(Shown().Matches(target.GetProperty("legendFormat").GetString()!), shown => Assert.Contains(shown.Groups[1].Value, kept));
            }
        }
    }

    // By OpenTelemetry's own bounds, which are for milliseconds, all that takes less than five seconds is one bucket.
    [Fact]
    public void Histograms_OfSeconds_HaveBoundsBelowAndAboveOne()
    {
        var bounds = new List<IReadOnlyList<double>?>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == CdcTelemetry.Name && instrument is Histogram<double> { Unit: "s" } histogram)
            {
                bounds.Add(histogram.Advice?.HistogramBucketBoundaries);
            }
        };
        listener.Start();
        using var services = Services();
        _ = services.GetRequiredService<CdcMetrics>();
        Assert.True(bounds.Count >= 2);
        Assert.All(bounds, all => Assert.True(all is { Count: > 10 } && all.Count(bound => bound < 1) > 4 && all[^1] >= 300));
    }

    private static ServiceProvider Services() =>
        new ServiceCollection().AddLogging().AddMetrics().AddCdcToSnowflake(cdc => cdc.ToStore(_ => new MemoryObjectStore()).AddBrand("A", brand => brand.FromMySql("Server=127.0.0.1;User ID=cdc"))).BuildServiceProvider();

    private static string Dashboard
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!Directory.Exists(Path.Combine(folder, "samples", "Grafana")))
            {
                folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests don't run within the repository.");
            }

            return Path.Combine(folder, "samples", "Grafana", "cdc-to-snowflake.json");
        }
    }

    private static IEnumerable<string> Queries()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Dashboard));
        return
        [
            .. dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!),
            .. dashboard.RootElement.GetProperty("templating").GetProperty("list").EnumerateArray().Select(variable => variable.GetProperty("query").GetString()!),
        ];
    }

    /// <summary>The names that "Prometheus and OpenMetrics Compatibility" of OpenTelemetry's specification gives to the service's instruments.</summary>
    private static HashSet<string> Metrics()
    {
        var names = new HashSet<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == CdcTelemetry.Name)
            {
                var name = Plain(instrument.Name);
                var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
                names.Add((name.EndsWith(unit, StringComparison.Ordinal) ? name : name + unit) + (instrument is Counter<long> ? "_total" : ""));
            }
        };
        listener.Start();
        using var services = Services();
        _ = services.GetRequiredService<CdcMetrics>();
        return names;
    }

    private static string Plain(string name) => name.Replace('.', '_');

    // A histogram has several series.
    private static string Base(string word) => word.EndsWith("_bucket", StringComparison.Ordinal) ? word[..^"_bucket".Length] : word;

    [GeneratedRegex(@"\b(cdc_|error_)[a-z_]+\b")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(?:sum|max) by \(([^)]*)\)")]
    private static partial Regex By();

    [GeneratedRegex(@"\{\{([a-z_]+)\}\}")]
    private static partial Regex Shown();
}
