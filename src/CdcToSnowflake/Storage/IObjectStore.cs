namespace CdcToSnowflake.Storage;

/// <summary>Where cuts are written: named, immutable objects, as in an S3 bucket. Implementations are safe to use from several threads.</summary>
/// <remarks>
/// Keys are relative to <see cref="Location"/>: printable ASCII, parts separated by <c>/</c>, no empty part and none that begins with a dot.
/// Every failure is a <see cref="StorageException"/>, also one amid reading an opened object; a refused key is an <see cref="ArgumentException"/>.
/// </remarks>
public interface IObjectStore
{
    /// <summary>The root of all keys, ending with <c>/</c>: <c>file:///…/</c> or <c>s3://bucket/prefix/</c>.</summary>
    Uri Location { get; }

    /// <summary>Writes an object whole or not at all, in place of one that is already there. Large content is streamed.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="content">Read from its current position to its end.</param>
    /// <param name="cancellationToken">Gives up; the object is then not there, or as it was.</param>
    Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default);

    /// <summary>Writes an object only if there is none of that key; of several racing writers exactly one succeeds.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="content">The whole content.</param>
    /// <param name="cancellationToken">Gives up; the object may then be there or not.</param>
    /// <exception cref="ObjectExistsException">The key is taken. After a lost answer it may be taken by this very call: compare the content.</exception>
    Task CreateAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>Opens an object for reading. The caller disposes of the stream.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ObjectNotFoundException">There is no such object.</exception>
    Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Lists objects in ordinal order of their keys. Taking only the first few costs one request.</summary>
    /// <param name="prefix">What keys begin with; may end inside a part, may be empty.</param>
    /// <param name="startAfter">Only keys that come after this one (which need not exist); null = from the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default);
}
