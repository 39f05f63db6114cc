using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>The stores that stages may speak of. A folder needs no registration.</summary>
internal sealed class StoreRegistry
{
    private readonly Lock _lock = new();
    private readonly List<IObjectStore> _stores = [];

    public void Add(IObjectStore store)
    {
        lock (_lock)
        {
            _stores.RemoveAll(known => known.Location == store.Location);
            _stores.Add(store);
        }
    }

    /// <summary>The store that a stage's URL lies in; null if none is known.</summary>
    public StageLocation? Find(string stageUrl, string path)
    {
        lock (_lock)
        {
            foreach (var store in _stores)
            {
                if (StageLocation.Within(store, stageUrl, path) is { } location)
                {
                    return location;
                }
            }
        }

        return stageUrl.StartsWith("file://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(stageUrl, UriKind.Absolute, out var url)
            ? StageLocation.Within(new FolderObjectStore(url.LocalPath), new Uri(Path.TrimEndingDirectorySeparator(url.LocalPath) + "/").AbsoluteUri, path)
            : null;
    }
}
