using System.Diagnostics;

namespace CdcToSnowflake.TestServers;

/// <summary>
/// A server process (or several) kept by the script `supervise`. The script lives as long as the pipe to its standard input, which the
/// operating system closes however this process ends, so an aborted test run leaves nothing behind.
/// </summary>
internal sealed class SupervisedServer : IAsyncDisposable
{
    private readonly Process supervisor;
    private readonly SemaphoreSlim oneCommand = new(1, 1);

    private SupervisedServer(Process supervisor, string folder)
    {
        this.supervisor = supervisor;
        Folder = folder;
    }

    /// <summary>The server's own folder, removed at the end.</summary>
    public string Folder { get; }

    /// <summary>The server's messages so far.</summary>
    public string Log
    {
        get
        {
            var path = Path.Combine(Folder, "server.log");
            if (!File.Exists(path))
                return "";
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }
    }

    /// <summary>Starts a server, on other ports if those that were free have been taken meanwhile.</summary>
    public static async Task<(SupervisedServer Server, T Arguments)> StartAsync<T>(
        string kind, string installed, Func<T> choosePorts, Func<T, IEnumerable<string>> arguments, IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        const int attempts = 3;
        for (var attempt = 1; ; attempt++)
        {
            var chosen = choosePorts();
            var server = Create(kind, installed, arguments(chosen));
            try
            {
                await server.StartAsync(options, cancellationToken).ConfigureAwait(false);
                return (server, chosen);
            }
            catch (TestServerException) when (attempt < attempts && server.Log.Contains("in use", StringComparison.OrdinalIgnoreCase))
            {
                await server.DisposeAsync().ConfigureAwait(false);
            }
            catch
            {
                await server.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Starts the server again after a stop.</summary>
    public async Task StartAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        if (options.Any(o => o.AsSpan().ContainsAny('\t', '\n')))
            throw new ArgumentException("An option holds a tab or a line break.", nameof(options));
        var answer = await CommandAsync(string.Join('\t', ["start", .. options]), cancellationToken).ConfigureAwait(false);
        if (!answer.StartsWith("ready", StringComparison.Ordinal))
            throw new TestServerException($"The server in {Folder} did not start. Its last messages:\n{LastLines(Log, 25)}");
    }

    /// <summary>Ends the server as its operator would.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => CommandAsync("stop", cancellationToken);

    /// <summary>Ends the server as a power cut would.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => CommandAsync("kill", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        supervisor.StandardInput.Close();
        await supervisor.WaitForExitAsync().ConfigureAwait(false);
        supervisor.Dispose();
        oneCommand.Dispose();
    }

    private static SupervisedServer Create(string kind, string installed, IEnumerable<string> arguments)
    {
        var folder = Directory.CreateTempSubdirectory($"cdc-{kind}-").FullName;
        var start = new ProcessStartInfo("bash", [ServerFolder.Script("supervise"), kind, installed, folder, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new SupervisedServer(Process.Start(start)!, folder);
    }

    private async Task<string> CommandAsync(string command, CancellationToken cancellationToken)
    {
        await oneCommand.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await supervisor.StandardInput.WriteLineAsync(command.AsMemory(), cancellationToken).ConfigureAwait(false);
            await supervisor.StandardInput.FlushAsync(cancellationToken).ConfigureAwait(false);
            return await supervisor.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false)
                ?? throw new TestServerException($"The supervisor of the server in {Folder} ended unexpectedly.");
        }
        finally
        {
            oneCommand.Release();
        }
    }

    private static string LastLines(string text, int count)
    {
        var lines = text.Split('\n');
        return string.Join('\n', lines[Math.Max(0, lines.Length - count)..]);
    }
}
