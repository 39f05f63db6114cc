namespace CdcToSnowflake.Cuts;

/// <summary>A manifest's first line, as JSON.</summary>
internal sealed record CutLine
{
    public string? Kind { get; init; }

    public int Version { get; init; }

    public ulong Cut { get; init; }

    public string? Writer { get; init; }

    public string? Brand { get; init; }

    public int Tables { get; init; }

    public long Rows { get; init; }

    public PositionJson? From { get; init; }

    public PositionJson? To { get; init; }

    public long? FirstCommitAt { get; init; }

    public long? LastCommitAt { get; init; }

    public long? ClosedAt { get; init; }

    public long CommittedAt { get; init; }

    public IReadOnlyList<string>? Emptied { get; init; }

    public IReadOnlyList<string>? Handled { get; init; }

    public int? Sweeps { get; init; }

    public IReadOnlyList<TableSnapshot>? Snapshots { get; init; }
}
