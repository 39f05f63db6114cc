using System.Globalization;
using System.Text.Json;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Operations.Failures.Memory;

/// <summary>A service's alerts in its object store.</summary>
/// <remarks>
/// Each term writes an object of its own and reads the newest of those up to it. So no object is ever changed by two processes: one whose term is over can still write, and nobody reads it, without a store that
/// compares before it replaces.
/// </remarks>
internal sealed class StoredAlertMemory(IObjectStore store, string service, ulong term) : IAlertMemory
{
    // Far above what a desk writes: a bound for what others may have put there.
    private const int Largest = 16 << 20;

    // No brand's folder: after '~' a brand's escaped name has two hexadecimal digits or a second '~'.
    private readonly string _root = $"~alerts/{StorePath.Escape(service)}/";

    private string Key => string.Create(CultureInfo.InvariantCulture, $"{_root}{term:D20}.json");

    /// <exception cref="ObjectVersionException">A newer release worked last. People are told all the same, and nothing is kept.</exception>
    public async Task<byte[]?> LoadAsync(CancellationToken cancellationToken)
    {
        string? last = null;
        await foreach (var found in store.ListAsync(_root, startAfter: null, cancellationToken).ConfigureAwait(false))
        {
            last = string.CompareOrdinal(found.Key, Key) <= 0 ? found.Key : last;
        }

        return last is null ? null : await ReadAsync(last, cancellationToken).ConfigureAwait(false);
    }

    public async Task SaveAsync(byte[] content, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content);
        await store.PutAsync(Key, stream, cancellationToken).ConfigureAwait(false);
    }

    private async Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var content = await store.ReadUpToAsync(key, Largest, cancellationToken).ConfigureAwait(false);
            if (content is not null)
            {
                ObjectVersion.Check(store.Location, key, content, AlertState.Newest);
            }

            return content;
        }
        catch (JsonException)
        {
            return null; // damaged: people are told again
        }
        catch (ObjectNotFoundException)
        {
            return null; // a lifecycle rule may take old ones away
        }
    }
}
