using System.Diagnostics;
using System.Net;
using System.Reflection;
using System.Text.Json;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Emulator.Server.Http;
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

    // A heap for each core, as web programs have it, is memory that a brand doesn't need.
    [Fact]
    public void Build_HasOneHeap()
    {
        using var runtime = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(Program, ".runtimeconfig.json")));
        Assert.False(runtime.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties").GetProperty("System.GC.Server").GetBoolean());
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

    /// <summary>What the settings name is looked at, brand by brand, and nothing else happens: no cut, no turn taken.</summary>
    [Fact]
    public async Task Preflight_TableWithoutAKeyInOneBrandAndARoleWithoutRights_AreRefusedUntilMended()
    {
        const string Token = "token-of-the-preflight", Refused = "FAIL";
        await using var mysql = await MySqlServer.StartAsync();
        await mysql.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY); CREATE TABLE shop.notes (text VARCHAR(10))");
        using var emulator = new SnowflakeEmulator();
        await using var account = SnowflakeEmulatorServer.Start(emulator);
        account.AddProgrammaticAccessToken(Token);
        await RunSqlAsync(emulator, "CREATE ROLE CDC", "GRANT ROLE CDC TO USER emulator");
        var settings = new Dictionary<string, string>
        {
            ["CdcToSnowflake__Brands__BRAND_A__ConnectionString"] = mysql.ConnectionString,
            ["CdcToSnowflake__Brands__BRAND_A__ExcludedTables__0"] = "shop.notes",
            ["CdcToSnowflake__Brands__BRAND_B__ConnectionString"] = mysql.ConnectionString,
            ["CdcToSnowflake__Store__Folder"] = Path.Combine(_folder.FullName, "store"),
            ["CdcToSnowflake__Snowflake__ConnectionString"] =
                $"account=emulator;scheme=http;host=127.0.0.1;port={account.Endpoint.Port};authenticator=programmatic_access_token;token={Token};role=CDC",
        };
        var (exitCode, lines) = await PreflightAsync(settings);
        Assert.Equal(1, exitCode);
        var refused = lines.Where(line => line.StartsWith(Refused, StringComparison.Ordinal)).ToList();
        Assert.Single(refused, line => line.Contains("shop.notes", StringComparison.Ordinal)); // BRAND_B's: BRAND_A leaves it out
        Assert.Equal(2, lines.Count(line => line.Contains("GRANT EXECUTE TASK ON ACCOUNT TO ROLE \"CDC\";", StringComparison.Ordinal))); // each brand's account

        await RunSqlAsync(emulator, "GRANT EXECUTE TASK ON ACCOUNT TO ROLE CDC", "GRANT EXECUTE MANAGED TASK ON ACCOUNT TO ROLE CDC", "GRANT CREATE DATABASE ON ACCOUNT TO ROLE CDC");
        settings["CdcToSnowflake__Brands__BRAND_B__ExcludedTables__0"] = "shop.notes";
        (exitCode, lines) = await PreflightAsync(settings);
        Assert.True(exitCode == 0, string.Join('\n', lines));
        Assert.Equal(2, lines.Count(line => line.EndsWith("0 fail", StringComparison.Ordinal)));
        Assert.Equal(["BRAND_A/preflight", "BRAND_B/preflight"], Directory.EnumerateFiles(Path.Combine(_folder.FullName, "store"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Path.Combine(_folder.FullName, "store"), file)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Preflight_WithoutSecrets_NamesThemAndIsRefused()
    {
        var (exitCode, lines) = await PreflightAsync([]);
        Assert.Equal(1, exitCode);
        Assert.Equal(2, lines.Count(line => line.Contains("ConnectionString: it is missing", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.StartsWith("   at ", StringComparison.Ordinal));
    }

    private static async Task RunSqlAsync(SnowflakeEmulator emulator, params string[] statements)
    {
        foreach (var statement in statements)
        {
            await using var command = emulator.CreateCommand(statement);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task<(int ExitCode, string[] Lines)> PreflightAsync(Dictionary<string, string> settings)
    {
        using var worker = Start(settings, "--preflight");
        var error = worker.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await worker.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(LongestWait, TestContext.Current.CancellationToken);
        await worker.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(LongestWait, TestContext.Current.CancellationToken);
        return (worker.ExitCode, (output + await error).Split('\n'));
    }

    private static Process Start(Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments, "--urls", "http://127.0.0.1:0"])
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
