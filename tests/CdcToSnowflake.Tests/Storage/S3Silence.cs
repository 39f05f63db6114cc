using System.Net;
using CdcToSnowflake.Storage;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Storage;

/// <summary>Takes requests as S3 does, sends the beginning of an answer or nothing at all, and is silent from then on with the connection open.</summary>
internal sealed class S3Silence : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly byte[]? _beginning;

    /// <param name="beginning">The beginning of each answer's body; null for not even headers.</param>
    public S3Silence(byte[]? beginning)
    {
        _beginning = beginning;
        Endpoint = new Uri($"http://127.0.0.1:{LoopbackPort.Next()}/");
        _listener.Prefixes.Add(Endpoint.AbsoluteUri);
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Endpoint { get; }

    public S3ObjectStore Open(TimeSpan patience) => new(new S3StoreOptions
    {
        Bucket = "silent", Endpoint = Endpoint, Region = "us-east-1", AccessKey = "AKIASILENT", SecretKey = "a-secret", Retries = 0, Patience = patience,
    });

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                if (_beginning is not null)
                {
                    context.Response.ContentLength64 = 1_000_000;
                    context.Response.AddHeader("ETag", "\"d41d8cd98f00b204e9800998ecf8427e\"");
                    await context.Response.OutputStream.WriteAsync(_beginning);
                    await context.Response.OutputStream.FlushAsync();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
            }
        }
    }
}
