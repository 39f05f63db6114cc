using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Hosting;

/// <summary>An application with the service in a process of its own, over a MySQL and an S3 server.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly string Program = Path.GetFullPath(typeof(WorkerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "CdcWorker").Value!);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _messages = new();

    public WorkerProcess(string output, MySqlServer mysql, S3Server s3, string bucket, string prefix, string tables)
    {
        Output = output;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Program);
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["Output"] = output,
            ["CdcToSnowflake__Store__S3__Bucket"] = bucket,
            ["CdcToSnowflake__Store__S3__Prefix"] = prefix,
            ["CdcToSnowflake__Store__S3__Endpoint"] = s3.Endpoint.AbsoluteUri,
            ["CdcToSnowflake__Store__S3__AccessKey"] = s3.AccessKey,
            ["CdcToSnowflake__Store__S3__SecretKey"] = s3.SecretKey,
            ["CdcToSnowflake__Brands__BRAND__ConnectionString"] = mysql.ConnectionString,
            ["CdcToSnowflake__Brands__BRAND__Tables__0"] = tables,
            ["CdcToSnowflake__Brands__BRAND__Capture__CutInterval"] = "00:00:00.200",
            ["CdcToSnowflake__Standby__RenewInterval"] = "00:00:00.200",
            ["CdcToSnowflake__Standby__SilenceLimit"] = "00:00:02",
        })
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet didn't start.");
        _process.OutputDataReceived += (_, line) => _messages.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _messages.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output { get; }

    public bool HasEnded => _process.HasExited;

    public string Messages => string.Join('\n', _messages);

    /// <summary>What its handler wrote: operation, id, cut, sequence. A line that a kill cut short isn't one.</summary>
    public IReadOnlyList<string[]> Lines
    {
        get
        {
            if (!File.Exists(Output))
            {
                return [];
            }

            using var file = new StreamReader(new FileStream(Output, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            var text = file.ReadToEnd();
            return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))];
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

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
