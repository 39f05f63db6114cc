using CdcToSnowflake.Cuts;

namespace CdcToSnowflake.Hosting.Brands;

/// <summary>Passes the newest committed cuts on to any number of followers, in memory. A follower that falls behind reads the store instead.</summary>
internal sealed class CutFeed
{
    // Manifests are small; a follower that is further behind than this isn't in a hurry.
    private const int Kept = 64;

    private readonly Lock _lock = new();
    private readonly Queue<CutManifest> _newest = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Publish(CutManifest manifest)
    {
        TaskCompletionSource told;
        lock (_lock)
        {
            if (_newest.TryPeek(out var oldest) && manifest.Cut != oldest.Cut + (ulong)_newest.Count)
            {
                _newest.Clear(); // another process wrote the cuts between
            }

            _newest.Enqueue(manifest);
            if (_newest.Count > Kept)
            {
                _newest.Dequeue();
            }

            told = _next;
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        told.SetResult();
    }

    /// <summary>The manifest of a cut if it is kept, the number of the newest that was published (0 for none), and what completes when the next is.</summary>
    public (CutManifest? Manifest, ulong Newest, Task Next) Find(ulong cut)
    {
        lock (_lock)
        {
            return (_newest.FirstOrDefault(manifest => manifest.Cut == cut), _newest.LastOrDefault()?.Cut ?? 0, _next.Task);
        }
    }
}
