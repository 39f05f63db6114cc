using System.Net;
using System.Text;
using CdcToSnowflake.Storage;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Storage;

/// <summary>Speaks S3 and has nothing: a listing is empty, and every write is refused with one code, as S3 answers it.</summary>
internal sealed class S3Refusal : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly int _status;
    private readonly string _code;
    private int _writes;

    public S3Refusal(int status, string code)
    {
        (_status, _code) = (status, code);
        Endpoint = new Uri($"http://127.0.0.1:{LoopbackPort.Next()}/");
        _listener.Prefixes.Add(Endpoint.AbsoluteUri);
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Endpoint { get; }

    /// <summary>How many writes were refused.</summary>
    public int Writes => _writes;

    public S3ObjectStore Open() => new(new S3StoreOptions { Bucket = "refusing", Endpoint = Endpoint, Region = "us-east-1", AccessKey = "AKIAREFUSED", SecretKey = "a-secret-that-is-refused" });

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await context.Request.InputStream.CopyToAsync(Stream.Null);
            var isRead = context.Request.HttpMethod == "GET";
            _writes += isRead ? 0 : 1;
            var answer = isRead
                ? "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>refusing</Name><KeyCount>0</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>"
                : $"<Error><Code>{_code}</Code><Message>refused AKIAREFUSED</Message><RequestId>REQUEST1</RequestId></Error>";
            context.Response.StatusCode = isRead ? 200 : _status;
            context.Response.ContentType = "application/xml";
            context.Response.Close(Encoding.UTF8.GetBytes(answer), willBlock: false);
        }
    }
}
