namespace CdcToSnowflake.TestServers;

/// <summary>A throw-away stand-in (moto) for what Ceph lacks of AWS: SQS, SNS, and bucket events that go to them. It checks no signatures and honours no conditional writes.</summary>
public sealed class AwsServer : IAsyncDisposable
{
    private readonly SupervisedServer server;

    private AwsServer(SupervisedServer server, Uri endpoint)
    {
        this.server = server;
        Endpoint = endpoint;
    }

    /// <summary>The address of all its services.</summary>
    public Uri Endpoint { get; }

    /// <summary>An access key's id, which it doesn't check.</summary>
    public string AccessKey => "AKIATESTSERVER";

    /// <summary>A secret key, which it doesn't check.</summary>
    public string SecretKey => "not-a-secret-of-anyone";

    /// <summary>The region that its ARNs name.</summary>
    public string Region => "us-east-1";

    /// <summary>Starts a server that holds nothing.</summary>
    /// <exception cref="TestServerException">It is not installed, or does not start.</exception>
    public static async Task<AwsServer> StartAsync(CancellationToken cancellationToken = default)
    {
        var installed = ServerFolder.Installed("moto", null);
        var (server, port) = await SupervisedServer.StartAsync("moto", installed, LoopbackPort.Next, port => [$"{port}"], [], cancellationToken).ConfigureAwait(false);
        return new AwsServer(server, new Uri($"http://127.0.0.1:{port}"));
    }

    /// <summary>Ends the server and drops what it holds.</summary>
    public ValueTask DisposeAsync() => server.DisposeAsync();
}
