namespace CdcToSnowflake.Operations.Completeness;

/// <summary>A manifest or file of one that the store has and the account hasn't, for too long; or a cut that waits for so long that the account has forgotten its loads. The merge waits at its cut.</summary>
/// <param name="Cut">The cut.</param>
/// <param name="Key">The missing object's key in the store.</param>
/// <param name="Table">The table's name in manifests and paths; null of a manifest.</param>
/// <param name="Since">When the cut was committed.</param>
/// <param name="Problem">What is wrong, in a sentence.</param>
/// <param name="Remedy">What to do.</param>
public sealed record Hole(ulong Cut, string Key, string? Table, DateTimeOffset Since, string Problem, string Remedy)
{
    /// <summary>Whether its pipe, or COPY, refused it; else it wasn't loaded at all.</summary>
    public bool IsRefused { get; init; }
}
