namespace CdcToSnowflake.Storage;

/// <summary>Where and how an <see cref="S3ObjectStore"/> reaches its bucket.</summary>
public sealed record S3StoreOptions
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; set; }

    /// <summary>What all keys begin with, without a leading slash.</summary>
    /// <value>Default: empty, the bucket's root.</value>
    public string Prefix { get; set; } = "";

    /// <summary>The bucket's region, such as <c>eu-central-1</c>.</summary>
    /// <value>Default: null, which takes it from the environment or the machine's AWS profile (with <see cref="Endpoint"/>: <c>us-east-1</c>).</value>
    public string? Region { get; set; }

    /// <summary>An S3-compatible server in place of AWS, such as Ceph or MinIO: <c>https://host:port</c>. Buckets are then addressed by path.</summary>
    /// <value>Default: null, AWS.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>The access key's id; goes with <see cref="SecretKey"/>.</summary>
    /// <value>Default: null, which takes the AWS SDK's usual chain: environment, profile, the machine's role.</value>
    public string? AccessKey { get; set; }

    /// <summary>The secret access key.</summary>
    /// <value>Default: null.</value>
    public string? SecretKey { get; set; }

    /// <summary>How often a request that failed for the moment (5xx, throttling, a broken connection) is sent again, with growing pauses.</summary>
    /// <value>Default: 5; not negative.</value>
    public int Retries { get; set; } = 5;

    /// <summary>Bytes of one part of a large object; what an upload holds in memory.</summary>
    /// <value>Default: 16 MiB; at least 5 MiB, S3's least.</value>
    public int PartSize { get; set; } = 16 << 20;

    /// <summary>How long one request may take up to its answer's headers, and after them how long the server may be silent: enough for a part of 16 MiB over a slow line.</summary>
    internal TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The options without the secret.</summary>
    public override string ToString() => $"s3://{Bucket}/{Prefix}";
}
