using CdcToSnowflake.Storage;

namespace Quickstart.Arguments;

/// <summary>A <c>--store</c>: a folder, or <c>s3://bucket/prefix</c> with its <c>--s3-endpoint</c>.</summary>
internal sealed record StoreAddress
{
    private const string S3Scheme = "s3://";

    /// <summary>The folder, for a folder.</summary>
    public string? Folder { get; private init; }

    /// <summary>The bucket and how to reach it, for S3.</summary>
    public S3StoreOptions? S3 { get; private init; }

    public static StoreAddress? Parse(string? store, string? endpoint)
    {
        bool isS3 = store?.StartsWith(S3Scheme, StringComparison.OrdinalIgnoreCase) == true;
        if (endpoint is not null && !isS3)
        {
            throw new UsageException("--s3-endpoint goes with --store s3://bucket/prefix only.");
        }

        return store is null ? null : isS3 ? ParseS3(store, endpoint) : ParseFolder(store);
    }

    public static StoreAddress InFolder(string folder) => new() { Folder = Path.GetFullPath(folder) };

    /// <summary>Opens the store. S3 credentials and region come from the environment, as the AWS tools have it.</summary>
    public IObjectStore Open() => S3 is null ? new FolderObjectStore(Folder!) : new S3ObjectStore(S3);

    private static StoreAddress ParseFolder(string store)
    {
        if (store.Contains("://", StringComparison.Ordinal))
        {
            throw new UsageException($"--store '{store}' is neither a folder nor s3://bucket/prefix.");
        }

        if (store.Length == 0 || File.Exists(store))
        {
            throw new UsageException(store.Length == 0 ? "--store is empty; name a folder or s3://bucket/prefix." : $"--store '{store}' is a file; name a folder.");
        }

        try
        {
            Directory.CreateDirectory(store);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"--store '{store}' can't be made: {e.Message}");
        }

        return InFolder(store);
    }

    private static StoreAddress ParseS3(string store, string? endpoint)
    {
        string rest = store[S3Scheme.Length..];
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        string bucket = slash < 0 ? rest : rest[..slash];
        if (bucket.Length == 0)
        {
            throw new UsageException($"--store '{store}' names no bucket; write s3://bucket/prefix.");
        }

        Uri? address = null;
        if (endpoint is not null && !(Uri.TryCreate(endpoint, UriKind.Absolute, out address) && address.Scheme is "http" or "https"))
        {
            throw new UsageException($"--s3-endpoint '{endpoint}' isn't a URL such as http://127.0.0.1:9000.");
        }

        return new StoreAddress
        {
            S3 = new S3StoreOptions
            {
                Bucket = bucket,
                Prefix = slash < 0 ? "" : rest[(slash + 1)..].Trim('/'),
                Endpoint = address,
                Region = Environment.GetEnvironmentVariable("AWS_REGION") ?? Environment.GetEnvironmentVariable("AWS_DEFAULT_REGION"),
            },
        };
    }
}
