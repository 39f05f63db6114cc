using System.Diagnostics;
using System.Net;
using System.Text;
using System.Threading.Channels;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Operations.Failures;

/// <summary>Lambda's side of the runtime API, by "Using the Lambda runtime API for custom runtimes", and the function as a process.</summary>
internal sealed class LambdaRuntime : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Channel<(string Id, string Event)> _events = Channel.CreateUnbounded<(string, string)>();
    private readonly Channel<(string Path, string Body)> _answers = Channel.CreateUnbounded<(string, string)>();
    private readonly StringBuilder _output = new();
    private readonly Process _process;

    /// <summary>Starts the function.</summary>
    /// <param name="environment">Its settings.</param>
    /// <param name="published">A published function; null for the built one.</param>
    public LambdaRuntime(IReadOnlyDictionary<string, string> environment, string? published = null)
    {
        var port = LoopbackPort.Next();
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _ = ServeAsync();
        var start = published is not null ? new ProcessStartInfo(published) : new ProcessStartInfo("dotnet", [Built]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = $"127.0.0.1:{port}";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    private static string Built => typeof(LambdaRuntime).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), false)
        .Cast<System.Reflection.AssemblyMetadataAttribute>().Single(one => one.Key == "AlertLambda").Value!;

    /// <summary>Gives an event, and what the function answered it.</summary>
    public async Task<(string Path, string Body)> InvokeAsync(string id, string @event)
    {
        await _events.Writer.WriteAsync((id, @event));
        return await AnswerAsync();
    }

    public async Task<(string Path, string Body)> AnswerAsync() => await _answers.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(2));

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _listener.Close();
    }

    private void Add(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var call = await _listener.GetContextAsync();
                if (call.Request.HttpMethod == "GET" && call.Request.Url!.AbsolutePath == "/2018-06-01/runtime/invocation/next")
                {
                    var (id, @event) = await _events.Reader.ReadAsync();
                    call.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = id;
                    call.Response.Headers["Lambda-Runtime-Deadline-Ms"] = $"{DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds()}";
                    call.Response.Close(Encoding.UTF8.GetBytes(@event), willBlock: true);
                }
                else
                {
                    using var reader = new StreamReader(call.Request.InputStream, Encoding.UTF8);
                    await _answers.Writer.WriteAsync(($"{call.Request.HttpMethod} {call.Request.Url!.AbsolutePath} {call.Request.Headers["Lambda-Runtime-Function-Error-Type"]}".TrimEnd(), await reader.ReadToEndAsync()));
                    call.Response.StatusCode = 202;
                    call.Response.Close();
                }
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed: the test is over, or the function was ended while it waited.
        }
    }
}
