using CdcToSnowflake.Cuts;

namespace CdcToSnowflake.Operations.Flow;

/// <summary>All that is recorded of a brand's last cuts, in the store and in the account.</summary>
/// <param name="Brand">The brand's id.</param>
/// <param name="Now">The account's clock.</param>
/// <param name="MergedCut">The last cut that is in RAW.</param>
/// <param name="MergedAt">When it came there, or a later run saw it there; null if none has.</param>
/// <param name="Cuts">The manifests, in order.</param>
/// <param name="Manifests">What became of the manifests, by the file's own name.</param>
/// <param name="Files">What became of data files, by table and the file's own name. Tables that weren't asked for are missing.</param>
/// <param name="RawRuns">The merge into RAW, in order.</param>
/// <param name="CiRuns">CI's merge, in order.</param>
internal sealed record FlowFacts(
    string Brand,
    DateTimeOffset Now,
    ulong MergedCut,
    DateTimeOffset? MergedAt,
    IReadOnlyList<CutManifest> Cuts,
    IReadOnlyDictionary<string, FileLoad> Manifests,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, FileLoad>> Files,
    IReadOnlyList<MergeRun> RawRuns,
    IReadOnlyList<MergeRun> CiRuns)
{
    /// <summary>Up to which cut CI has all of a table, as its stream said, of those that were ever asked; it may be a cut without the table.</summary>
    public IReadOnlyDictionary<string, ulong> Integrated { get; init; } = new Dictionary<string, ulong>();

    /// <summary>Since when the account's loads were asked for; of a file from before, that none is recorded says nothing.</summary>
    public DateTimeOffset LoadsSince { get; init; } = DateTimeOffset.MinValue;

    /// <summary>When the newest cut of all was committed; null before the first.</summary>
    public DateTimeOffset? LastCutAt { get; init; }

    /// <summary>For how long nothing was committed; zero before the first cut.</summary>
    public TimeSpan SinceLastCut => Now > LastCutAt ? Now - LastCutAt.Value : TimeSpan.Zero;

    /// <summary>Whether what became of a cut's files may be forgotten already.</summary>
    public bool IsForgotten(CutManifest cut) => At(cut.CommittedAt) < LoadsSince;

    /// <summary>A key's last part, which is what COPY_HISTORY and the store have in common whatever the stage's path is.</summary>
    public static string NameOf(string key) => key[(key.LastIndexOf('/') + 1)..];

    public static DateTimeOffset At(long microseconds) => DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds);
}
