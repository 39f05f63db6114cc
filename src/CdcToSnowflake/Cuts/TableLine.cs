namespace CdcToSnowflake.Cuts;

/// <summary>A manifest's line for a table, as JSON.</summary>
internal sealed record TableLine
{
    public string? Kind { get; init; }

    public ulong Cut { get; init; }

    public string? Writer { get; init; }

    public string? Table { get; init; }

    public string? Shape { get; init; }

    public long Rows { get; init; }

    public IReadOnlyList<CutFile>? Files { get; init; }
}
