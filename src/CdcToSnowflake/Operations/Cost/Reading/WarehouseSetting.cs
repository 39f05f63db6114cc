namespace CdcToSnowflake.Operations.Cost.Reading;

/// <summary>How a warehouse is set now.</summary>
/// <param name="Name">The warehouse.</param>
/// <param name="Size">As SHOW WAREHOUSES prints it.</param>
/// <param name="AutoSuspend">null for never.</param>
internal sealed record WarehouseSetting(string Name, string Size, TimeSpan? AutoSuspend)
{
    private static readonly string[] Sizes = ["X-Small", "Small", "Medium", "Large", "X-Large", "2X-Large", "3X-Large", "4X-Large", "5X-Large", "6X-Large"];

    /// <summary>Whether it is of the first generation and of the standard type, whose price is that of its size.</summary>
    public bool IsPlain { get; init; } = true;

    /// <summary>What an hour of it was billed, as far as it can be told; null where its size tells.</summary>
    public decimal? Measured { get; init; }

    /// <summary>What an hour of it costs.</summary>
    public decimal? BilledPerHour => Measured ?? CreditsPerHour;

    /// <summary>Credits of a plain cluster in an hour, which also says how fast it is, by the manual's "Warehouse considerations": 1 for X-Small, twice as many with each size. null of a size that it doesn't name.</summary>
    public decimal? CreditsPerHour => Array.FindIndex(Sizes, size => size.Equals(Size, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index ? 1 << index : null;

    /// <summary>The smallest size with so many credits in an hour.</summary>
    public static string SizeOf(decimal creditsPerHour) => Sizes[Math.Min(Sizes.Length - 1, Enumerable.Range(0, Sizes.Length).First(index => index == Sizes.Length - 1 || 1 << index >= creditsPerHour))];
}
