using System.Data.Common;

namespace CdcToSnowflake.TestServers;

/// <summary>A throw-away S3 server (Ceph's gateway) on 127.0.0.1, or the one that the environment variable CDC_TEST_S3 names.</summary>
/// <remarks>CDC_TEST_S3 reads <c>Endpoint=http://…;AccessKey=…;SecretKey=…</c>. Address buckets by path, not by host name.</remarks>
public sealed class S3Server : IAsyncDisposable
{
    private const string Variable = "CDC_TEST_S3";
    private readonly SupervisedServer? server;

    private S3Server(SupervisedServer? server, Uri endpoint, string accessKey, string secretKey)
    {
        this.server = server;
        Endpoint = endpoint;
        AccessKey = accessKey;
        SecretKey = secretKey;
    }

    /// <summary>The service's address.</summary>
    public Uri Endpoint { get; }

    /// <summary>The access key's id.</summary>
    public string AccessKey { get; }

    /// <summary>The secret key.</summary>
    public string SecretKey { get; }

    /// <summary>The region to sign for.</summary>
    public string Region => "us-east-1";

    /// <summary>Starts a server without buckets.</summary>
    /// <exception cref="TestServerException">It is not installed, or does not start.</exception>
    public static async Task<S3Server> StartAsync(CancellationToken cancellationToken = default)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return Parse(given);
        const string accessKey = "AKIATESTSERVER";
        const string secretKey = "not-a-secret-of-anyone";
        var installed = ServerFolder.Installed("ceph", Variable);
        var (server, ports) = await SupervisedServer.StartAsync(
            "ceph", installed, () => (Monitor: LoopbackPort.Next(), Gateway: LoopbackPort.Next()),
            ports => [$"{ports.Monitor}", $"{ports.Gateway}", accessKey, secretKey], [], cancellationToken).ConfigureAwait(false);
        return new S3Server(server, new Uri($"http://127.0.0.1:{ports.Gateway}"), accessKey, secretKey);
    }

    /// <summary>Ends the server and drops its objects.</summary>
    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static S3Server Parse(string text)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = text };
        string Get(string key) => parts.TryGetValue(key, out var value) && value is string { Length: > 0 } found
            ? found
            : throw new TestServerException($"{Variable} names no {key}; it reads Endpoint=http://…;AccessKey=…;SecretKey=….");
        return new S3Server(null, new Uri(Get("Endpoint")), Get("AccessKey"), Get("SecretKey"));
    }
}
