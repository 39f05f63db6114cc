using System.Net;
using System.Text;
using CdcToSnowflake.Storage;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Storage;

/// <summary>Answers S3's requests as a test says: with a status and a body, or, for null, never.</summary>
internal sealed class S3Script : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<HttpListenerRequest, (int Status, string Body)?> _answer;

    public S3Script(Func<HttpListenerRequest, (int Status, string Body)?> answer)
    {
        _answer = answer;
        Endpoint = new Uri($"http://127.0.0.1:{LoopbackPort.Next()}/");
        _listener.Prefixes.Add(Endpoint.AbsoluteUri);
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Endpoint { get; }

    public static (int, string) Refusal(int status, string code) => (status, $"<Error><Code>{code}</Code><Message>refused</Message><RequestId>REQUEST1</RequestId></Error>");

    public S3ObjectStore Open() => new(new S3StoreOptions { Bucket = "script", Endpoint = Endpoint, Region = "us-east-1", AccessKey = "AKIASCRIPT", SecretKey = "a-secret", Retries = 0, PartSize = 5 << 20 });

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                if (_answer(context.Request) is not var (status, body))
                {
                    continue;
                }

                await context.Request.InputStream.CopyToAsync(Stream.Null);
                context.Response.StatusCode = status;
                context.Response.ContentType = "application/xml";
                context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: false);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
            }
        }
    }
}
