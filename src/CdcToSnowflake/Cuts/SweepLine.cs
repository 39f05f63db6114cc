namespace CdcToSnowflake.Cuts;

/// <summary>A manifest's line for a snapshot that ends with it, as JSON.</summary>
internal sealed record SweepLine
{
    public string? Kind { get; init; }

    public ulong Cut { get; init; }

    public string? Writer { get; init; }

    public string? Table { get; init; }

    public ulong FirstCut { get; init; }

    public IReadOnlyList<string>? Ids { get; init; }
}
