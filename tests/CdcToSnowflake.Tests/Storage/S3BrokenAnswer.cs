using System.Net;
using CdcToSnowflake.Storage;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Storage;

/// <summary>Speaks S3 and has every object, but the connection is lost in the midst of its content.</summary>
internal sealed class S3BrokenAnswer : IDisposable
{
    private readonly HttpListener _listener = new();

    public S3BrokenAnswer()
    {
        Endpoint = new Uri($"http://127.0.0.1:{LoopbackPort.Next()}/");
        _listener.Prefixes.Add(Endpoint.AbsoluteUri);
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Endpoint { get; }

    public S3ObjectStore Open() => new(new S3StoreOptions { Bucket = "breaking", Endpoint = Endpoint, Region = "us-east-1", AccessKey = "AKIABROKEN", SecretKey = "a-secret", Retries = 0 });

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                context.Response.ContentLength64 = 1_000_000;
                context.Response.AddHeader("ETag", "\"d41d8cd98f00b204e9800998ecf8427e\"");
                await context.Response.OutputStream.WriteAsync(new byte[1_000]);
                await context.Response.OutputStream.FlushAsync();
                context.Response.Abort();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
            }
        }
    }
}
