using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>A stage's folder within a store: keys that begin with Prefix.</summary>
internal sealed record StageLocation(IObjectStore Store, string Prefix)
{
    /// <summary>Where a stage's URL and a path below it are within a store; null if not in it.</summary>
    public static StageLocation? Within(IObjectStore store, string stageUrl, string path)
    {
        var full = stageUrl.EndsWith('/') ? stageUrl + path : path.Length == 0 ? stageUrl : stageUrl + "/" + path;
        foreach (var root in new[] { store.Location.AbsoluteUri, Uri.UnescapeDataString(store.Location.AbsoluteUri) })
        {
            if (full.StartsWith(root, StringComparison.Ordinal))
            {
                return new StageLocation(store, full[root.Length..]);
            }
        }

        return null;
    }
}
