using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Storage;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Capture.Limits;

/// <summary>A capture in a process of its own, into a folder, so that what it takes of memory is its own.</summary>
internal sealed class CaptureProcess : IDisposable
{
    private static readonly string Program = Path.GetFullPath(typeof(CaptureProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "CdcWorker").Value!);

    private readonly ConcurrentQueue<string> _messages = new();
    private readonly Process _process;

    /// <summary>Starts it.</summary>
    /// <param name="server">The source.</param>
    /// <param name="folder">The store.</param>
    /// <param name="tables">The pattern of the tables.</param>
    /// <param name="settings">More of the brand's settings, by their path below it.</param>
    /// <param name="shell">A shell's script that runs "$@", which is the capture; null = as it is.</param>
    /// <param name="hasOwnDisk">Whether the script may have a disk mounted at the store's folder, which only the process itself sees there.</param>
    public CaptureProcess(DatabaseServer server, string folder, string tables, IReadOnlyDictionary<string, string>? settings = null, string? shell = null, bool hasOwnDisk = false)
    {
        var start = shell is null ? new ProcessStartInfo("dotnet", [Program]) : new ProcessStartInfo("/bin/sh", ["-c", shell, "capture", "dotnet", Program]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        start.Environment["CdcToSnowflake__Store__Folder"] = folder;
        start.Environment["CdcToSnowflake__Brands__BRAND__ConnectionString"] = server.ConnectionString;
        start.Environment["CdcToSnowflake__Brands__BRAND__Tables__0"] = tables;
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[$"CdcToSnowflake__Brands__BRAND__{name}"] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet didn't start.");
        Store = new FolderObjectStore(hasOwnDisk ? $"/proc/{_process.Id}/root{folder}" : folder);
        _process.OutputDataReceived += (_, line) => _messages.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _messages.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public FolderObjectStore Store { get; }

    public string Messages => string.Join('\n', _messages);

    /// <summary>The most memory that it has had resident so far, in MiB (<c>VmHWM</c> of proc's status).</summary>
    public long PeakMiB => long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) >> 10;

    /// <summary>Waits for a condition, not for a time; a process that ends, or a brand that stops, ends the wait.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; !await condition(); i++)
        {
            Assert.False(_process.HasExited || Messages.Contains("has stopped by an error", StringComparison.Ordinal), Messages);
            Assert.True(i < 18_000, $"Half an hour has passed. {Messages}");
            await Task.Delay(100);
        }
    }

    /// <summary>Waits until the manifests name as many rows.</summary>
    public async Task UntilRowsAsync(long rows)
    {
        var (seen, next) = (0L, 1UL);
        await UntilAsync(async () =>
        {
            await foreach (var cut in new ManifestLog(Store, "BRAND").ReadFromAsync(next, default))
            {
                (seen, next) = (seen + cut.Rows, cut.Cut + 1);
            }

            return seen >= rows;
        });
        Assert.Equal(rows, seen);
    }

    public Task UntilMessageAsync(string text) => UntilAsync(() => Task.FromResult(Messages.Contains(text, StringComparison.Ordinal)));

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
