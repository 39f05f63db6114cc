using System.Diagnostics;
using System.Reflection;

namespace CdcToSnowflake.IntegrationTests.Quickstart;

/// <summary>Runs samples/Quickstart as a user does: as a process, with arguments.</summary>
internal static class QuickstartProgram
{
    // Far above any run (20 s at most), and far below a hang of the whole suite.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private static readonly string Assembly = Path.GetFullPath(typeof(QuickstartProgram).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == nameof(QuickstartProgram)).Value!);

    /// <summary>The committed binlogs and final states, as the program finds them.</summary>
    public static string DataFolder => Path.Combine(Path.GetDirectoryName(Assembly)!, "Data");

    public static Process Start(IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(Assembly);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("dotnet didn't start.");
    }

    public static Task<QuickstartResult> RunAsync(params string[] arguments) => RunAsync(null, arguments);

    public static async Task<QuickstartResult> RunAsync(IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        return await EndOfAsync(process);
    }

    public static async Task<QuickstartResult> EndOfAsync(Process process)
    {
        using var longest = new CancellationTokenSource(Longest);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(longest.Token), process.StandardError.ReadToEndAsync(longest.Token));
        try
        {
            await process.WaitForExitAsync(longest.Token);
            return new QuickstartResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"Quickstart {string.Join(' ', process.StartInfo.ArgumentList.Skip(1))} didn't end in {Longest}.");
        }
    }
}
