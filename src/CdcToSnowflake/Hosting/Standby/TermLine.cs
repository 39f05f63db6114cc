namespace CdcToSnowflake.Hosting.Standby;

/// <summary>A claim of a term, or a sign of life within it, as JSON.</summary>
internal sealed record TermLine
{
    /// <summary>The version that this program writes, and the newest that it reads.</summary>
    public const int Newest = 1;

    /// <summary>Null in what was written before there were versions.</summary>
    public int? Version { get; init; }

    public ulong Term { get; init; }

    public string? Holder { get; init; }

    /// <summary>Another with each sign, so that no two are alike.</summary>
    public ulong Sign { get; init; }

    /// <summary>Whether the holder has stopped in order: the next may begin at once.</summary>
    public bool IsReleased { get; init; }
}
