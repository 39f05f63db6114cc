using CdcToSnowflake.Files;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Cuts;

/// <summary>A cut that takes no more rows, and is committed while the next one takes them.</summary>
/// <param name="store">Where its files go.</param>
/// <param name="log">Where its manifest goes.</param>
/// <param name="manifest">What it has, files that are yet to be uploaded too.</param>
/// <param name="files">Those files, under their keys.</param>
/// <param name="now">The clock, in microseconds since 1970 UTC.</param>
internal sealed class SealedCut(IObjectStore store, ManifestLog log, CutManifest manifest, IReadOnlyList<(string Key, FinishedFile File)> files, Func<long> now)
{
    /// <summary>Uploads what is left, then creates the manifest.</summary>
    /// <param name="cancellationToken">Leaves the cut uncommitted.</param>
    /// <exception cref="CutConflictException">Another capture has committed this number.</exception>
    /// <exception cref="StorageException">The store failed.</exception>
    public async Task<CutManifest> CommitAsync(CancellationToken cancellationToken)
    {
        var taken = 0;
        try
        {
            var uploads = new CutUploads(store, cancellationToken);
            await using (uploads.ConfigureAwait(false))
            {
                while (taken < files.Count)
                {
                    var (key, file) = files[taken++];
                    await uploads.BeginAsync(key, file).ConfigureAwait(false);
                }

                await uploads.EndAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (var (_, file) in files.Skip(taken))
            {
                file.Dispose();
            }
        }

        var committed = manifest with { CommittedAt = now() };
        await log.CommitAsync(committed, cancellationToken).ConfigureAwait(false);
        return committed;
    }
}
