using System.Globalization;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Cuts;

/// <summary>A brand's numbered manifests in the store: the only state that a capture has.</summary>
internal sealed class ManifestLog(IObjectStore store, string brand)
{
    // As many as S3 lists with one request.
    private const int OnePage = 1000;
    private const int LargestManifest = 256 << 20;
    private const int UndecidedRaces = 5;

    private readonly string _prefix = StorePath.Cuts(brand);

    /// <summary>The newest manifest, or null for a new brand. Takes one request for up to 1,000 cuts, and twice the logarithm of their number beyond.</summary>
    public async Task<CutManifest?> FindLastAsync(CancellationToken cancellationToken)
    {
        var last = await FindLastNumberAsync(cancellationToken).ConfigureAwait(false);
        return last is null ? null : await ReadAsync(last.Value, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the manifests from a number on, in order, to the last.</summary>
    public async IAsyncEnumerable<CutManifest> ReadFromAsync(
        ulong cut, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = cut == 0 ? null : StorePath.Cut(brand, cut - 1);
        await foreach (var found in store.ListAsync(_prefix, after, cancellationToken).ConfigureAwait(false))
        {
            yield return await ReadAsync(NumberOf(found.Key), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Creates the manifest. When this returns the cut is committed.</summary>
    /// <exception cref="CutConflictException">Another writer has committed a cut of this number.</exception>
    public async Task CommitAsync(CutManifest manifest, CancellationToken cancellationToken)
    {
        var key = StorePath.Cut(brand, manifest.Cut);
        var content = ManifestFormat.Write(manifest);
        for (var race = 1; ; race++)
        {
            try
            {
                await store.CreateAsync(key, content, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (ObjectExistsException e)
            {
                byte[] there;
                try
                {
                    there = await FetchAsync(key, cancellationToken).ConfigureAwait(false);
                }
                catch (ObjectNotFoundException) when (race < UndecidedRaces)
                {
                    continue; // S3 refused both of two racing writers
                }

                // The store may have taken our own write and lost the answer on its way.
                if (there.AsSpan().SequenceEqual(content))
                {
                    return;
                }

                var other = ManifestFormat.Read(key, manifest.Cut, brand, there);
                throw new CutConflictException(brand, manifest.Cut, manifest.Writer, other.Writer, e);
            }
        }
    }

    private async Task<CutManifest> ReadAsync(ulong cut, CancellationToken cancellationToken)
    {
        var key = StorePath.Cut(brand, cut);
        return ManifestFormat.Read(key, cut, brand, await FetchAsync(key, cancellationToken).ConfigureAwait(false));
    }

    private async Task<byte[]> FetchAsync(string key, CancellationToken cancellationToken) =>
        await store.ReadUpToAsync(key, LargestManifest, cancellationToken).ConfigureAwait(false) ?? throw new ManifestException(key, $"it is larger than {LargestManifest >> 20} MiB");

    // Old manifests may have been deleted from the front, but there are no gaps: so a cut after n exists exactly if n isn't the last.
    private async Task<ulong?> FindLastNumberAsync(CancellationToken cancellationToken)
    {
        ulong? last = null;
        var seen = 0;
        await foreach (var found in store.ListAsync(_prefix, null, cancellationToken).ConfigureAwait(false))
        {
            last = NumberOf(found.Key);
            if (++seen == OnePage)
            {
                break;
            }
        }

        if (seen < OnePage)
        {
            return last;
        }

        var low = last!.Value;
        ulong step = OnePage;
        var high = low + step;
        while (await FirstAfterAsync(high, cancellationToken).ConfigureAwait(false) is { } further)
        {
            low = further;
            step *= 2;
            high = low + step;
        }

        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (await FirstAfterAsync(middle, cancellationToken).ConfigureAwait(false) is { } further)
            {
                low = further;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private async Task<ulong?> FirstAfterAsync(ulong cut, CancellationToken cancellationToken)
    {
        await foreach (var found in store.ListAsync(_prefix, StorePath.Cut(brand, cut), cancellationToken).ConfigureAwait(false))
        {
            return NumberOf(found.Key);
        }

        return null;
    }

    private ulong NumberOf(string key) =>
        ulong.TryParse(Path.GetFileNameWithoutExtension(key), NumberStyles.None, CultureInfo.InvariantCulture, out var cut) && cut > 0 && key == StorePath.Cut(brand, cut)
            ? cut
            : throw new ManifestException(key, "its name isn't a cut's");
}
