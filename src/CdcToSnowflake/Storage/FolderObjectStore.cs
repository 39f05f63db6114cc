using System.Runtime.CompilerServices;

namespace CdcToSnowflake.Storage;

/// <summary>A folder as an object store: keys are paths below it. For one machine, tests and demonstrations.</summary>
/// <remarks>
/// An object appears whole: it is written under a hidden name, flushed to the disk, then moved to its place. What a killed process left unfinished is
/// never listed, and is deleted by a later writer once it is a day old.
/// </remarks>
public sealed class FolderObjectStore : IObjectStore
{
    private const string UploadsFolder = ".uploads";
    private const int CopiedAtOnce = 1 << 20;
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    private readonly string _root;
    private int _prepared;

    /// <summary>Makes a store over a folder, which is created by the first write if need be.</summary>
    /// <param name="folder">The folder's path, absolute or relative to the current one.</param>
    /// <exception cref="ArgumentException">The path is empty, or none that this system knows.</exception>
    public FolderObjectStore(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        Location = new Uri(_root + Path.DirectorySeparatorChar);
    }

    /// <inheritdoc/>
    public Uri Location { get; }

    /// <inheritdoc/>
    public async Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ObjectKey.Check(key);
        await WriteAsync(key, file => content.CopyToAsync(file, CopiedAtOnce, cancellationToken), overwrite: true, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task CreateAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        ObjectKey.Check(key);
        await WriteAsync(key, file => file.WriteAsync(content, cancellationToken).AsTask(), overwrite: false, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        ObjectKey.Check(key);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var file = new FileStream(PathOf(key), new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            });
            return Task.FromResult<Stream>(new StoredContent(file, (e, _) => e is IOException, e => Failure("read", key, e)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ObjectNotFoundException(Location, key, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure("read", key, e);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, string? startAfter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ObjectKey.CheckPrefix(prefix);
        await Task.CompletedTask.ConfigureAwait(false);
        using var found = new FolderListing(_root, prefix, startAfter).GetEnumerator();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (!found.MoveNext())
                {
                    yield break;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Failure("list", prefix, e);
            }

            yield return found.Current;
        }
    }

    private async Task WriteAsync(string key, Func<FileStream, Task> fill, bool overwrite, CancellationToken cancellationToken)
    {
        var destination = PathOf(key);
        string? upload = null;
        try
        {
            if (!overwrite && File.Exists(destination))
            {
                throw new ObjectExistsException(Location, key);
            }

            upload = Path.Combine(PrepareUploads(), Guid.NewGuid().ToString("N"));
            var file = new FileStream(upload, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous });
            await using (file.ConfigureAwait(false))
            {
                await fill(file).ConfigureAwait(false);
                await file.FlushAsync(cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            cancellationToken.ThrowIfCancellationRequested();
            var folder = Path.GetDirectoryName(destination)!;
            var isNew = !Directory.Exists(folder);
            Directory.CreateDirectory(folder);
            Publish(upload, destination, key, overwrite);
            FolderDurability.Flush(folder, upTo: isNew ? _root : folder);
        }
        catch (Exception e) when (e is IOException and not StorageException or UnauthorizedAccessException)
        {
            throw Failure("write", key, e);
        }
        finally
        {
            if (upload is not null)
            {
                DeleteUpload(upload);
            }
        }
    }

    private void Publish(string upload, string destination, string key, bool overwrite)
    {
        if (overwrite)
        {
            File.Move(upload, destination, overwrite: true);
        }
        else if (!NewName.TryGive(upload, destination))
        {
            throw new ObjectExistsException(Location, key);
        }
    }

    private string PrepareUploads()
    {
        var folder = Path.Combine(_root, UploadsFolder);
        Directory.CreateDirectory(folder);
        if (Interlocked.Exchange(ref _prepared, 1) == 0)
        {
            var now = DateTime.UtcNow; // against the file system's clock, so not a TimeProvider's
            foreach (var left in Directory.EnumerateFiles(folder))
            {
                if (now - File.GetLastWriteTimeUtc(left) > AbandonedAfter)
                {
                    DeleteUpload(left);
                }
            }
        }

        return folder;
    }

    // Best effort: a hidden file that stays is never listed, and must not hide the error that brought us here.
    private static void DeleteUpload(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private string PathOf(string key) => Path.Combine(_root, key.Replace('/', Path.DirectorySeparatorChar));

    private StorageException Failure(string action, string key, Exception cause) => new(
        $"Could not {action} '{key}' in the folder {Location}: {cause.Message} Check that the folder is there, writable and not full.", Location, key, cause);
}
