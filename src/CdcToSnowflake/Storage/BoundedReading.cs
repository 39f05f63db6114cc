namespace CdcToSnowflake.Storage;

/// <summary>Reads whole objects that are small by their nature, and have a bound for what others may have put in their place.</summary>
internal static class BoundedReading
{
    /// <summary>Reads an object.</summary>
    /// <returns>Its content, or null if it has more bytes than <paramref name="largest"/>; no more than that are held.</returns>
    /// <exception cref="ObjectNotFoundException">There is none.</exception>
    /// <exception cref="StorageException">The store failed.</exception>
    public static async Task<byte[]?> ReadUpToAsync(this IObjectStore store, string key, int largest, CancellationToken cancellationToken)
    {
        var content = await store.OpenReadAsync(key, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            using var copy = new MemoryStream();
            var buffer = new byte[64 << 10];
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (copy.Length + read > largest)
                {
                    return null;
                }

                copy.Write(buffer, 0, read);
            }

            return copy.ToArray();
        }
    }
}
