namespace Quickstart.Sources;

/// <summary>The committed binlogs of two restaurants; they lie beside the program.</summary>
internal static class ShopFiles
{
    public const string Schema = "shop";

    public static IReadOnlyList<string> Brands { get; } = ["BRAND_A", "BRAND_B"];

    public static IReadOnlyList<string> Binlogs(string brand) =>
        Directory.GetFiles(Folder(brand), "binlog.*") is { Length: > 0 } files
            ? [.. files.Order(StringComparer.Ordinal)]
            : throw new SourceException($"{Folder(brand)} holds no binlog files; build the sample again, or make them with Data/make.sh.");

    public static string FinalState(string brand) => Path.Combine(Folder(brand), "final");

    // Tests point it at copies that they have damaged.
    private static string Folder(string brand) =>
        Path.Combine(Environment.GetEnvironmentVariable("QUICKSTART_DATA") ?? Path.Combine(AppContext.BaseDirectory, "Data"), brand.ToLowerInvariant());
}
