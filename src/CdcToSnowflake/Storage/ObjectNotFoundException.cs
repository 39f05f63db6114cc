namespace CdcToSnowflake.Storage;

/// <summary>There is no object of the key that was to be read.</summary>
/// <remarks>Restore the object from the bucket's versions, and let no lifecycle rule delete what is still needed.</remarks>
public sealed class ObjectNotFoundException : StorageException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="location">The store's location.</param>
    /// <param name="key">The key that isn't there.</param>
    /// <param name="innerException">The store's own error.</param>
    public ObjectNotFoundException(Uri location, string key, Exception? innerException = null)
        : base($"There is no object '{key}' in {location}.", location, key, innerException)
    {
    }
}
