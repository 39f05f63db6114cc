using Amazon.S3;
using Amazon.SQS;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Servers;

/// <summary>One stand-in for AWS and clients of it; each test makes a bucket and queues of its own.</summary>
public sealed class AwsFixture : IAsyncLifetime
{
    public AwsServer Server { get; private set; } = null!;

    public AmazonS3Client S3 { get; private set; } = null!;

    public AmazonSQSClient Sqs { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await AwsServer.StartAsync();
        S3 = new AmazonS3Client(
            Server.AccessKey, Server.SecretKey, new AmazonS3Config { ServiceURL = Server.Endpoint.AbsoluteUri, ForcePathStyle = true, AuthenticationRegion = Server.Region });
        Sqs = new AmazonSQSClient(Server.AccessKey, Server.SecretKey, new AmazonSQSConfig { ServiceURL = Server.Endpoint.AbsoluteUri, AuthenticationRegion = Server.Region });
    }

    public async ValueTask DisposeAsync()
    {
        S3?.Dispose();
        Sqs?.Dispose();
        await (Server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
