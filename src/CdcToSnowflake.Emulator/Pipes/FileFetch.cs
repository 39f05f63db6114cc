namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>Brings staged files where DuckDB can open them: a folder's stay where they are, others are copied to a temporary folder for as long as this lives.</summary>
internal sealed class FileFetch : IDisposable
{
    private string? _folder;

    public async Task<LocalFile> FetchAsync(StagedFile file, CancellationToken cancellationToken)
    {
        if (file.Store.Location.IsFile)
        {
            return new LocalFile(file, Path.Combine(file.Store.Location.LocalPath, file.Key));
        }

        _folder ??= Directory.CreateTempSubdirectory("staged-").FullName;
        var location = Path.Combine(_folder, Guid.NewGuid().ToString("N") + Extension(file.Key));
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

    public void Dispose()
    {
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    // DuckDB tells a compression by the name's end: .json.gz.
    private static string Extension(string key)
    {
        var name = key[(key.LastIndexOf('/') + 1)..];
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 || name.Length - dot > 20 ? string.Empty : name[dot..];
    }
}
