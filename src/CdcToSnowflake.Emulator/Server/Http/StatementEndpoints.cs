using System.Globalization;
using System.Text.Json;

namespace CdcToSnowflake.Emulator.Server.Http;

/// <summary>The three endpoints; those of "Snowpipe REST API" are refused by name. From the manual's "Snowflake SQL API reference".</summary>
internal sealed class StatementEndpoints(SnowflakeEmulator emulator, EmulatorServerOptions options) : IDisposable
{
    private const string Root = "/api/v2/statements";
    private const string Pipes = "/v1/data/pipes/";

    private readonly StatementJobs _jobs = new(options.KeptStatements);

    public Task<ServerResponse> AnswerAsync(ServerRequest request)
    {
        var path = request.Path.TrimEnd('/');
        if (path == Root)
        {
            return request.Method == "POST" ? SubmitAsync(request) : Task.FromResult(ServerResponse.Empty(405));
        }

        if (path.StartsWith(Pipes, StringComparison.Ordinal))
        {
            return Task.FromResult(ServerResponse.Error(501, "000002", $"Not emulated: {path[(path.LastIndexOf('/') + 1)..]} of the Snowpipe REST API. Write the file through a watched store, or run ALTER PIPE … REFRESH."));
        }

        if (!path.StartsWith(Root + "/", StringComparison.Ordinal))
        {
            return Task.FromResult(ServerResponse.Empty(404));
        }

        return path[(Root.Length + 1)..].Split('/') switch
        {
            [var handle] when request.Method == "GET" => Task.FromResult(Status(handle, request)),
            [var handle, "cancel"] when request.Method == "POST" => CancelAsync(handle),
            [_] or [_, "cancel"] => Task.FromResult(ServerResponse.Empty(405)),
            _ => Task.FromResult(ServerResponse.Empty(404)),
        };
    }

    public void Dispose() => _jobs.Dispose();

    public Task WhenAllEnded() => _jobs.WhenAllEnded();

    private async Task<ServerResponse> SubmitAsync(ServerRequest request)
    {
        SubmittedRequest submitted;
        try
        {
            submitted = SubmittedRequest.Parse(request.Body) with { NullText = request.Query.GetValueOrDefault("nullable") == "false" ? "\"null\"" : "null" };
        }
        catch (JsonException)
        {
            return ServerResponse.Error(400, "390142", "Incoming request does not contain a valid payload.");
        }

        var job = _jobs.FindOrAdd(request.Query.GetValueOrDefault("requestId"), request.Query.GetValueOrDefault("retry") == "true", () => new StatementJob(emulator, submitted, options));
        if (request.Query.GetValueOrDefault("async") != "true")
        {
            await Task.WhenAny(job.Completion, Task.Delay(options.HoldTime, options.Clock)).ConfigureAwait(false);
            return job is { Completion.IsCompleted: true, IsTimeUp: true } ? Failure(408, job.Handle, job.Error!) : Answer(job, 0);
        }

        return Running(job);
    }

    private ServerResponse Status(string handle, ServerRequest request)
    {
        if (_jobs.Find(handle) is not { } job)
        {
            return NotFound(handle);
        }

        var partition = request.Query.GetValueOrDefault("partition") is { } text
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1
            : 0;
        return Answer(job, partition);
    }

    private async Task<ServerResponse> CancelAsync(string handle)
    {
        if (_jobs.Find(handle) is not { Completion.IsCompleted: false } job)
        {
            return NotFound(handle);
        }

        job.Cancel();
        await job.Completion.ConfigureAwait(false);
        return job.Error?.Number == 604
            ? ServerResponse.Json(200, json =>
            {
                json.WriteString("code", "000604");
                json.WriteString("sqlState", "57014");
                json.WriteString("message", "SQL execution canceled");
                WriteHandle(json, handle);
            })
            : NotFound(handle);
    }

    private ServerResponse Answer(StatementJob job, int partition)
    {
        if (!job.Completion.IsCompleted)
        {
            return Running(job);
        }

        if (job.Error is { } error)
        {
            return Failure(422, job.Handle, error);
        }

        var result = job.Result!;
        if (partition < 0 || partition >= result.Partitions.Count)
        {
            return ServerResponse.Error(400, "390142", $"There is no partition {partition}.");
        }

        if (partition > 0)
        {
            return new ServerResponse(200, result.Partitions[partition].Content) { IsGzip = true, Link = Link(job.Handle, result, partition) };
        }

        _jobs.AddParts(job);
        return ServerResponse.Json(200, json =>
        {
            result.WriteMetaData(json);
            json.WritePropertyName("data");
            json.WriteRawValue(result.Partitions[0].Content);
            json.WriteString("code", "090001");
            if (job.Parts.Count > 0)
            {
                json.WriteStartArray("statementHandles");
                foreach (var part in job.Parts)
                {
                    json.WriteStringValue(part.Handle);
                }

                json.WriteEndArray();
            }

            json.WriteString("statementStatusUrl", $"{Root}/{job.Handle}?requestId={Guid.NewGuid()}");
            json.WriteString("sqlState", "00000");
            json.WriteString("statementHandle", job.Handle);
            json.WriteString("message", "Statement executed successfully.");
            json.WriteNumber("createdOn", job.CreatedOn.ToUnixTimeMilliseconds());
            result.WriteStats(json);
        }) with { Link = Link(job.Handle, result, 0) };
    }

    private static ServerResponse Running(StatementJob job) => ServerResponse.Json(202, json =>
    {
        json.WriteString("code", "333334");
        json.WriteString("message", "Asynchronous execution in progress. Use provided query id to perform query monitoring and management.");
        WriteHandle(json, job.Handle);
    });

    private static ServerResponse Failure(int status, string handle, SnowflakeException error) => ServerResponse.Json(status, json =>
    {
        json.WriteString("code", error.Number.ToString("D6", CultureInfo.InvariantCulture));
        json.WriteString("message", error.RawMessage);
        json.WriteString("sqlState", error.SqlState);
        json.WriteString("statementHandle", handle);
    });

    private static ServerResponse NotFound(string handle) => Failure(422, handle, new SnowflakeException(709, "02000", $"Statement {handle} not found"));

    private static void WriteHandle(Utf8JsonWriter json, string handle)
    {
        json.WriteString("statementHandle", handle);
        json.WriteString("statementStatusUrl", $"{Root}/{handle}");
    }

    private static string Link(string handle, StoredResult result, int partition)
    {
        var last = result.Partitions.Count - 1;
        var links = new List<(int Partition, string Relation)> { (0, "first") };
        if (partition > 0)
        {
            links.Add((partition - 1, "prev"));
        }

        if (partition < last)
        {
            links.Add((partition + 1, "next"));
        }

        links.Add((last, "last"));
        return string.Join(",", links.Select(link => string.Create(CultureInfo.InvariantCulture, $"<{Root}/{handle}?requestId={Guid.NewGuid()}&partition={link.Partition}>; rel=\"{link.Relation}\"")));
    }
}
