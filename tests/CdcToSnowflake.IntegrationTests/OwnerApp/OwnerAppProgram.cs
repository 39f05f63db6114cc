using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace CdcToSnowflake.IntegrationTests.OwnerApp;

/// <summary>samples/OwnerApp as a user runs it: a process, on a port of its own.</summary>
internal sealed class OwnerAppProgram : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);
    private static readonly string Assembly = Path.GetFullPath(typeof(OwnerAppProgram).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == nameof(OwnerAppProgram)).Value!);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OwnerAppProgram(string[] arguments)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Assembly, "--urls", "http://127.0.0.1:0", .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Path.GetTempPath(), // no user starts it from its own folder
            },
        };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where its page is.</summary>
    public Uri Address => _address.Task.Result;

    /// <summary>What it said so far.</summary>
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

    public static async Task<OwnerAppProgram> StartAsync(params string[] arguments)
    {
        var program = new OwnerAppProgram(arguments);
        try
        {
            await program._address.Task.WaitAsync(LongestStart);
            return program;
        }
        catch (TimeoutException)
        {
            await program.DisposeAsync();
            throw new TimeoutException($"OwnerApp doesn't listen after {LongestStart}:\n{program.Output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Take(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line?.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
        {
            _address.TrySetResult(new Uri(line[(at + Listening.Length)..]));
        }
    }
}
