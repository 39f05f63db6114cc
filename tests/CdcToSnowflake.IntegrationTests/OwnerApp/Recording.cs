using System.Globalization;
using System.IO.Compression;
using CdcToSnowflake.IntegrationTests.Readme;

namespace CdcToSnowflake.IntegrationTests.OwnerApp;

/// <summary>What a recorded server had in the end, by its own SELECTs.</summary>
internal sealed class Recording
{
    // Names, types, places in the key.
    private const int HeaderLines = 3;

    private Recording(string id, string name)
    {
        Brand = id;
        Orders = Read(name, "orders", row => new RecordedOrder(ulong.Parse(row("id"), CultureInfo.InvariantCulture), row("status"), Time(row("placed_at")), Money(row("total")), row("is_test") != "0"));
        Refunds = Read(name, "refunds", row => new RecordedRefund(ulong.Parse(row("order_id"), CultureInfo.InvariantCulture), Money(row("amount")), Time(row("refunded_at"))));
    }

    public static IReadOnlyList<Recording> All { get; } = [new("BRAND_A", "brand_a"), new("BRAND_B", "brand_b")];

    public string Brand { get; }

    public IReadOnlyList<RecordedOrder> Orders { get; }

    public IReadOnlyList<RecordedRefund> Refunds { get; }

    private static List<T> Read<T>(string name, string table, Func<Func<string, string>, T> make)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(ReadmeText.Root, "samples", "Quickstart", "Data", name, "final", $"{table}.tsv.gz")), CompressionMode.Decompress));
        // A line break within a value stands behind a backslash.
        var lines = text.ReadToEnd().Replace("\\\n", " ", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToList();
        var columns = lines[0];
        return [.. lines.Skip(HeaderLines).Select(line => make(column => line[Array.IndexOf(columns, column)]))];
    }

    private static decimal Money(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
