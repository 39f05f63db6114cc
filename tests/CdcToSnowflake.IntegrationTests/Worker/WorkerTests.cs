using System.Diagnostics;
using System.Net;
using System.Reflection;
using System.Text.Json;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.IntegrationTests.Worker;

/// <summary>samples/Worker as an orchestrator runs it: a process with settings in its environment, asked for its health, ended by SIGTERM.</summary>
public sealed class WorkerTests : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);
    private static readonly string Program = Path.GetFullPath(typeof(WorkerTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "WorkerProgram").Value!);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("worker-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Run_ConfiguredByItsEnvironment_IsHealthyWritesCutsAndEndsInOrder()
    {
        await using var mysql = await MySqlServer.StartAsync();
        await mysql.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY); INSERT INTO shop.orders VALUES (1)");
        using var worker = Start(new()
        {
            ["CdcToSnowflake__Brands__BRAND_A__ConnectionString"] = mysql.ConnectionString,
            ["CdcToSnowflake__Brands__BRAND_B__ConnectionString"] = mysql.ConnectionString,
            ["CdcToSnowflake__Brands__BRAND_A__Capture__CutInterval"] = "00:00:00.2",
            ["CdcToSnowflake__Store__Folder"] = Path.Combine(_folder.FullName, "store"),
        });
        var error = worker.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = await UntilListeningAsync(worker, error) };
        var output = worker.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var ready = await UntilReadyAsync(client);

        Assert.Equal(["Healthy", "Healthy"], ready.EnumerateObject().Where(check => check.Name is "cdc:BRAND_A" or "cdc:BRAND_B").Select(check => check.Value.GetProperty("status").GetString()));
        using (var limit = new CancellationTokenSource(LongestWait))
        {
            while (!Directory.Exists(Path.Combine(_folder.FullName, "store", "BRAND_A", "cuts")))
            {
                await Task.Delay(50, limit.Token);
            }
        }

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode);
        using (var term = Process.Start("kill", ["-TERM", $"{worker.Id}"]))
        {
            await term.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await worker.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(LongestWait, TestContext.Current.CancellationToken);
        Assert.True(worker.ExitCode == 0, await error);
        Assert.Contains("another process may begin", await output, StringComparison.Ordinal); // the one that waits needn't wait for a silence
    }

    [Fact]
    public async Task Run_WithoutItsSecrets_NamesAllOfThemAndEnds()
    {
        using var worker = Start([]);
        var output = worker.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await worker.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await worker.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(LongestWait, TestContext.Current.CancellationToken);

        Assert.NotEqual(0, worker.ExitCode);
        Assert.Contains("BRAND_A", error + await output, StringComparison.Ordinal);
        Assert.Contains("BRAND_B", error + await output, StringComparison.Ordinal);
    }

    private static Process Start(Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Program, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(Program)!, // as in its image
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("dotnet didn't start.");
    }

    // The system chooses the port, so that nothing else takes it before the worker does.
    private static async Task<Uri> UntilListeningAsync(Process worker, Task<string> error)
    {
        const string Listening = "Now listening on: ";
        using var limit = new CancellationTokenSource(LongestWait);
        while (await worker.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
            {
                return new Uri(line[(at + Listening.Length)..].Trim());
            }
        }

        throw new InvalidOperationException($"The worker ended: {await error.WaitAsync(limit.Token)}");
    }

    private static async Task<JsonElement> UntilReadyAsync(HttpClient client)
    {
        using var limit = new CancellationTokenSource(LongestWait);
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync("/health/ready", limit.Token);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return JsonElement.Parse(await answer.Content.ReadAsStringAsync(limit.Token));
                }
            }
            catch (HttpRequestException)
            {
                // It doesn't listen yet.
            }

            await Task.Delay(100, limit.Token);
        }
    }
}
