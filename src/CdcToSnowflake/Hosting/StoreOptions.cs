using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Hosting;

/// <summary>Where the cuts go: a bucket or a folder.</summary>
public sealed class StoreOptions
{
    /// <summary>A folder, for one machine.</summary>
    /// <value>Default: null.</value>
    public string? Folder { get; set; }

    /// <summary>A bucket.</summary>
    /// <value>Default: null.</value>
    public S3StoreOptions? S3 { get; set; }

    /// <summary>A store of the application's own.</summary>
    internal Func<IServiceProvider, IObjectStore>? Other { get; set; }

    /// <summary>How many of the three are named; one is right.</summary>
    internal int Named => (Folder is null ? 0 : 1) + (S3 is null ? 0 : 1) + (Other is null ? 0 : 1);

    internal IObjectStore Open(IServiceProvider services) => Other is { } other ? other(services) : S3 is { } s3 ? new S3ObjectStore(s3) : new FolderObjectStore(Folder!);
}
