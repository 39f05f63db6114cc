using CdcToSnowflake.Storage;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Servers;

/// <summary>One S3 server for all tests of the collection; each test uses a bucket or prefix of its own.</summary>
public sealed class S3Fixture : IAsyncLifetime
{
    public const string Bucket = "capture-tests";

    public S3Server Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await S3Server.StartAsync();
        using var s3 = new Amazon.S3.AmazonS3Client(
            Server.AccessKey, Server.SecretKey, new Amazon.S3.AmazonS3Config { ServiceURL = Server.Endpoint.AbsoluteUri, ForcePathStyle = true, AuthenticationRegion = Server.Region });
        await s3.PutBucketAsync(Bucket);
    }

    public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? ValueTask.CompletedTask;

    public S3ObjectStore Open(string prefix, Func<S3StoreOptions, S3StoreOptions>? change = null)
    {
        var options = new S3StoreOptions
        {
            Bucket = Bucket,
            Prefix = prefix,
            Endpoint = Server.Endpoint,
            Region = Server.Region,
            AccessKey = Server.AccessKey,
            SecretKey = Server.SecretKey,
        };
        return new S3ObjectStore(change?.Invoke(options) ?? options);
    }
}
