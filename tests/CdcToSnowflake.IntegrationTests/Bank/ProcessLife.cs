using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;

namespace CdcToSnowflake.IntegrationTests.Bank;

/// <summary>The service in a process of its own, which ends by kill -9.</summary>
internal sealed class ProcessLife : ICaptureLife
{
    private static readonly string Program = Path.GetFullPath(typeof(ProcessLife).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "CdcWorker").Value!);

    private readonly ConcurrentQueue<string> _messages = new();
    private readonly Process _process;
    private volatile bool _isBrokenOff;
    private volatile bool _hasGivenUp;

    public ProcessLife(IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Program]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.Exited += (_, _) => _hasGivenUp |= !_isBrokenOff;
        _process.Start();
        _process.OutputDataReceived += (_, line) => _messages.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _messages.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Messages => string.Join('\n', _messages.TakeLast(400));

    public bool HasGivenUp => _hasGivenUp || _messages.Any(message => message.Contains("has stopped by an error", StringComparison.Ordinal));

    public async Task BreakOffAsync()
    {
        _isBrokenOff = true;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public ValueTask DisposeAsync()
    {
        _process.Dispose();
        return ValueTask.CompletedTask;
    }
}
