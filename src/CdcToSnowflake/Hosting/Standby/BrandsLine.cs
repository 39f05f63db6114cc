namespace CdcToSnowflake.Hosting.Standby;

/// <summary>Which brands the holder of a term has, as JSON.</summary>
internal sealed record BrandsLine
{
    /// <summary>The version that this program writes, and the newest that it reads.</summary>
    public const int Newest = 1;

    public int Version { get; init; }

    public IReadOnlyList<string>? Brands { get; init; }
}
