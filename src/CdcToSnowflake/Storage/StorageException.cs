namespace CdcToSnowflake.Storage;

/// <summary>An object store failed. The message names the action, the object, the cause and what to do; it holds no secret.</summary>
/// <remarks>Check bucket, region, network, and that the identity may put, get and list under the prefix. The service tries again by itself.</remarks>
public class StorageException : IOException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened, where, what to do.</param>
    /// <param name="location">The store's location.</param>
    /// <param name="key">The object's key, if the failure is about one.</param>
    /// <param name="innerException">The cause.</param>
    public StorageException(string message, Uri location, string? key = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Location = location;
        Key = key;
    }

    /// <summary>The store's location.</summary>
    public Uri Location { get; }

    /// <summary>The object's key, if the failure is about one.</summary>
    public string? Key { get; }
}
