using System.Diagnostics.Metrics;
using System.Reflection;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Tests.Docs;

/// <summary>The page of metrics is made of the instruments that the service publishes and of the messages that it logs.</summary>
public sealed class MetricsPageTests
{
    private static readonly XmlComments Comments = new(typeof(CdcOptions).Assembly);

    private static readonly FieldInfo[] Names = [.. typeof(CdcTelemetry).GetFields().Where(field => field.IsLiteral)];

    [Fact]
    public void Page_IsOfTheInstrumentsAndMessages()
    {
        var instruments = Instruments();
        Assert.True(instruments.Count > 10);
        var messages = typeof(CdcOptions).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(LoggerMessageAttribute)))
            .Select(method => (Message: method.GetCustomAttribute<LoggerMessageAttribute>()!, Remedy: Comments.Of(method, "remarks") ?? "")).OrderBy(log => log.Message.EventId).ToList();
        Assert.Equal(messages.Count, messages.DistinctBy(log => log.Message.EventId).Count());
        DocPage.Equal("metrics.md", string.Join("\n\n", (IEnumerable<string>)
            [
                "## Metrics", DocPage.Table(["Instrument", "Kind", "Unit", "Tags", "Meaning"], instruments.Select(Row)),
                "## Log messages", DocPage.Table(["Id", "Level", "Message", "What to do"], messages.Select(log => (string[])[$"{log.Message.EventId}", $"{log.Message.Level}", log.Message.Message, log.Remedy])),
                "Where the last column is empty, the message itself says what to do, or nothing is to be done.",
            ]));
    }

    private static string[] Row(Instrument instrument)
    {
        var constant = Names.Single(name => (string)name.GetRawConstantValue()! == instrument.Name && !name.Name.EndsWith("Activity", StringComparison.Ordinal));
        var tags = Comments.References(constant).Where(name => name.EndsWith("Tag", StringComparison.Ordinal)).Select(name => $"`{typeof(CdcTelemetry).GetField(name)!.GetRawConstantValue()}`");
        var kind = instrument.GetType().Name.Split('`')[0].Replace("Observable", "", StringComparison.Ordinal);
        return [$"`{instrument.Name}`", kind, instrument.Unit is { } unit ? $"`{unit}`" : "", string.Join(", ", tags), instrument.Description!];
    }

    private static List<Instrument> Instruments()
    {
        List<Instrument> found = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            // Other tests' services publish the same names; a meter of a factory knows its own.
            if (instrument.Meter.Name == CdcTelemetry.Name && found.All(known => known.Name != instrument.Name))
            {
                found.Add(instrument);
            }
        };
        listener.Start();
        using var folder = new TemporaryFolder();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMetrics();
        services.AddCdcToSnowflake(cdc => cdc.ToFolder(folder.Path).AddBrand("A", brand => brand.FromMySql("Server=127.0.0.1;User ID=cdc")));
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<CdcMetrics>();
        return [.. found.OrderBy(instrument => instrument.Name, StringComparer.Ordinal)];
    }
}
