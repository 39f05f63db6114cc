using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>Brings staged files where DuckDB can open them: a folder's stay where they are, others are copied to a temporary folder for as long as this lives.</summary>
internal sealed class FileFetch : IDisposable
{
    private string? _folder;

    public async Task<LocalFile> FetchAsync(StagedFile file, CancellationToken cancellationToken)
    {
        if (file.Store.Location.IsFile)
        {
            var path = Path.Combine(file.Store.Location.LocalPath, file.Key);
            return File.Exists(path) ? new LocalFile(file, path) : throw new ObjectNotFoundException(file.Store.Location, file.Key);
        }

        var location = NewPath(string.Empty);
        var content = await file.Store.OpenReadAsync(file.Key, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var copy = File.Create(location);
            await using (copy.ConfigureAwait(false))
            {
                await content.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
            }
        }

        return new LocalFile(file, location);
    }

    /// <summary>A name for a file that lives as long as this.</summary>
    public string NewPath(string extension)
    {
        _folder ??= Directory.CreateTempSubdirectory("staged-").FullName;
        return Path.Combine(_folder, Guid.NewGuid().ToString("N") + extension);
    }

    public void Dispose()
    {
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
