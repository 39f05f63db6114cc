namespace CdcToSnowflake.Storage;

/// <summary>A create-only write found its key taken.</summary>
/// <remarks>None is needed: the first writer counts. Where one process alone writes, look for another with the same prefix.</remarks>
public sealed class ObjectExistsException : StorageException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="location">The store's location.</param>
    /// <param name="key">The key that is taken.</param>
    /// <param name="innerException">The store's own error.</param>
    public ObjectExistsException(Uri location, string key, Exception? innerException = null)
        : base($"The object '{key}' already exists in {location}, and this write may only create it.", location, key, innerException)
    {
    }
}
