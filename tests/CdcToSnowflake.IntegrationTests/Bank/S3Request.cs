using System.Globalization;
using System.Text;

namespace CdcToSnowflake.IntegrationTests.Bank;

/// <summary>One HTTP request to the S3 server, read whole.</summary>
internal sealed class S3Request
{
    private const int MostHeadBytes = 64 << 10;

    private S3Request(string[] lines, byte[] body)
    {
        Lines = lines;
        Body = body;
        Method = lines[0].Split(' ')[0];
        Target = lines[0].Split(' ')[1];
    }

    public string Method { get; }

    /// <summary>Path and query.</summary>
    public string Target { get; }

    public byte[] Body { get; }

    public bool IsWrite => Method == "PUT" && Body.Length > 0;

    private string[] Lines { get; }

    /// <summary>Reads it, after the client's wish to be told that it may send the body is granted.</summary>
    /// <returns>null if the client has gone.</returns>
    public static async Task<S3Request?> ReadAsync(Stream client, CancellationToken cancellationToken)
    {
        var head = new List<byte>();
        var next = new byte[1];
        while (!EndsHead(head))
        {
            if (head.Count > MostHeadBytes || await client.ReadAsync(next, cancellationToken) == 0)
            {
                return null;
            }

            head.Add(next[0]);
        }

        var lines = Encoding.Latin1.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        if (Header(lines, "Expect") is not null)
        {
            await client.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancellationToken);
        }

        var body = new byte[int.Parse(Header(lines, "Content-Length") ?? "0", CultureInfo.InvariantCulture)];
        await client.ReadExactlyAsync(body, cancellationToken);
        return new S3Request(lines, body);
    }

    /// <summary>The head as it goes to the server: one request for each connection.</summary>
    public byte[] Head() => Encoding.Latin1.GetBytes(
        string.Join("\r\n", Lines.Where(line => !IsNamed(line, "Connection") && !IsNamed(line, "Expect"))) + "\r\nConnection: close\r\n\r\n");

    private static bool EndsHead(List<byte> head) => head.Count >= 4 && head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n' && head[^4] == '\r';

    private static string? Header(string[] lines, string name) => lines.FirstOrDefault(line => IsNamed(line, name))?[(name.Length + 1)..].Trim();

    private static bool IsNamed(string line, string name) => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase);
}
