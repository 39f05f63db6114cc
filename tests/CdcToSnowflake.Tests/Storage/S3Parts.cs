using System.Net;
using System.Text;
using CdcToSnowflake.Binlog.Tests.Protocol;
using CdcToSnowflake.Storage;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Storage;

/// <summary>Speaks S3 as far as uploads in parts go, and answers each request as it is told: by a status, or by none (the answer is lost on its way).</summary>
internal sealed class S3Parts : IAsyncDisposable
{
    /// <summary>The answer that is lost.</summary>
    public const int Lost = 0;

    /// <summary>Status 200 with an error in its body, as S3 answers the completion of an upload that fails after it has begun to answer.</summary>
    public const int Broken = 1;

    /// <summary>Status 200 with nothing in its body.</summary>
    public const int Empty = 2;

    /// <summary>Status 200 with something in its body that isn't S3's, as a proxy may answer.</summary>
    public const int Garbled = 3;

    private readonly HttpListener _listener = new();
    private readonly FaultProxy _network;
    private readonly List<string> _requests = [];

    public S3Parts()
    {
        var port = LoopbackPort.Next();
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _network = new FaultProxy("127.0.0.1", port);
        Endpoint = new Uri($"http://127.0.0.1:{_network.Port}/");
        _ = ServeAsync();
    }

    public Uri Endpoint { get; }

    /// <summary>What is answered to "begin", "part 1", "complete 2" (the number of parts), "give up", "put", "list", "read" and "notifications".</summary>
    public Func<string, int> Answer { get; init; } = _ => 200;

    /// <summary>What was asked of uploads in parts.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests.Where(request => request is not ("put" or "list" or "read"))];
            }
        }
    }

    public S3StoreOptions Options => new() { Bucket = "parts", Endpoint = Endpoint, Region = "us-east-1", AccessKey = "AKIAPARTS", SecretKey = "a-secret", PartSize = 5 << 20, Retries = 0 };

    public S3ObjectStore Open(int retries = 0) => new(Options with { Retries = retries });

    public async ValueTask DisposeAsync()
    {
        await _network.DisposeAsync();
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                var request = Name(context.Request, Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)Math.Min(body.Length, 1 << 16)));
                lock (_requests)
                {
                    _requests.Add(request);
                }

                switch (Answer(request))
                {
                    case Lost:
                        _network.Cut(); // an aborted answer would be an empty one
                        context.Response.Abort();
                        break;
                    case Broken:
                        Close(context.Response, 200, "<Error><Code>InternalError</Code><Message>broken</Message></Error>");
                        break;
                    case Empty:
                        Close(context.Response, 200, "");
                        break;
                    case Garbled:
                        Close(context.Response, 200, "<html><p>Wait");
                        break;
                    case 200:
                        context.Response.AddHeader("ETag", "\"0123456789abcdef0123456789abcdef\"");
                        Close(context.Response, 200, request.Split(' ')[0] switch
                        {
                            "begin" => "<InitiateMultipartUploadResult><Bucket>parts</Bucket><Key>k</Key><UploadId>U1</UploadId></InitiateMultipartUploadResult>",
                            "complete" => "<CompleteMultipartUploadResult><Bucket>parts</Bucket><Key>k</Key><ETag>x</ETag></CompleteMultipartUploadResult>",
                            "notifications" => "<NotificationConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"></NotificationConfiguration>",
                            "list" => "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>parts</Name><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>",
                            _ => "",
                        });
                        break;
                    case var status:
                        Close(context.Response, status, "<Error><Code>AccessDenied</Code><Message>refused</Message></Error>");
                        break;
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
            }
        }
    }

    private static string Name(HttpListenerRequest request, string body) => (request.HttpMethod, request.QueryString["partNumber"], request.QueryString["uploadId"]) switch
    {
        ("POST", _, null) => "begin",
        ("PUT", { } number, _) => $"part {number}",
        ("POST", _, _) => $"complete {body.Split("<PartNumber>").Length - 1}",
        ("DELETE", _, _) => "give up",
        ("PUT", _, _) => "put",
        _ when request.Url!.Query.StartsWith("?notification", StringComparison.Ordinal) => "notifications",
        _ when request.QueryString["list-type"] is not null => "list",
        _ => "read",
    };

    private static void Close(HttpListenerResponse response, int status, string body)
    {
        response.StatusCode = status;
        response.ContentType = "application/xml";
        response.Close(Encoding.UTF8.GetBytes(body), willBlock: false);
    }
}
