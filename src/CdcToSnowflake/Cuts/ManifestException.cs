namespace CdcToSnowflake.Cuts;

/// <summary>A manifest in the store is damaged, of a newer version, another brand's, or lost after the warehouse has loaded or merged it. Capture can't know where to go on.</summary>
/// <remarks>Restore the manifest from the bucket's versions, or begin the brand anew under another id. If <see cref="IsNewer"/>: upgrade this program.</remarks>
public sealed class ManifestException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="key">The manifest's key.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <param name="innerException">The cause.</param>
    public ManifestException(string key, string problem, Exception? innerException = null)
        : base($"The manifest '{key}' can't be used: {problem}. Restore it from the bucket's versions, or begin the brand anew under another id.", innerException)
        => Key = key;

    private ManifestException(string key, int version, int newest)
        : base($"The manifest '{key}' has version {version}, and this program reads versions up to {newest}: a newer release wrote it. Upgrade this program; the manifest is left as it is.")
        => (Key, IsNewer) = (key, true);

    /// <summary>The manifest's key.</summary>
    public string Key { get; }

    /// <summary>Whether a newer release wrote it: this program must be upgraded, and nothing has to be restored.</summary>
    public bool IsNewer { get; }

    internal static ManifestException OfLostManifest(string key, ulong? last, ulong merged) => new(
        key, $"it isn't there, though the warehouse has loaded or merged cut {merged}: the log in the store {(last is null ? "is empty" : $"ends with cut {last}")}, and what would be numbered from there on would be taken for what it has");

    internal static ManifestException OfNewerVersion(string key, int version, int newest) => new(key, version, newest);
}
