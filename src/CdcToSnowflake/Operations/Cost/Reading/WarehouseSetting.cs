namespace CdcToSnowflake.Operations.Cost.Reading;

/// <summary>How a warehouse is set now.</summary>
/// <param name="Name">The warehouse.</param>
/// <param name="Size">As SHOW WAREHOUSES prints it.</param>
/// <param name="AutoSuspend">null for never.</param>
internal sealed record WarehouseSetting(string Name, string Size, TimeSpan? AutoSuspend)
{
    private static readonly string[] Sizes = ["X-Small", "Small", "Medium", "Large", "X-Large", "2X-Large", "3X-Large", "4X-Large", "5X-Large", "6X-Large"];

    /// <summary>Credits of a cluster in an hour, by the manual's "Warehouse considerations": 1 for X-Small, twice as many with each size. null of a size that it doesn't name.</summary>
    public decimal? CreditsPerHour => Array.FindIndex(Sizes, size => size.Equals(Size, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index ? 1 << index : null;

    /// <summary>The smallest size with so many credits in an hour.</summary>
    public static string SizeOf(decimal creditsPerHour) => Sizes[Math.Min(Sizes.Length - 1, Enumerable.Range(0, Sizes.Length).First(index => index == Sizes.Length - 1 || 1 << index >= creditsPerHour))];
}
