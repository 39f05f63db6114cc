using System.Diagnostics;

namespace CdcToSnowflake.IntegrationTests.Packages;

/// <summary>The SDK's own command, as a developer runs it.</summary>
internal static class DotNet
{
    // So that what is committed twice is one commit.
    private const string CommitTime = "2026-01-01T00:00:00Z";

    /// <summary>Runs it to its end.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="cache">Where packages are unpacked; null = the machine's cache.</param>
    /// <param name="arguments">The command.</param>
    /// <returns>What it wrote.</returns>
    public static Task<string> RunAsync(string folder, string? cache, params string[] arguments) => ProgramAsync("dotnet", folder, cache, arguments);

    /// <summary>Runs a program to its end, which must be a good one.</summary>
    public static async Task<string> ProgramAsync(string program, string folder, string? cache, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // Neither a build node nor the compiler's server may outlive the test, and what this test program was started with is not the command's.
        foreach (var (name, value) in new[] { ("MSBUILDDISABLENODEREUSE", "1"), ("UseSharedCompilation", "false"), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1"), ("CI", null), ("NUGET_PACKAGES", cache ?? Environment.GetEnvironmentVariable("NUGET_PACKAGES")), ("GIT_AUTHOR_DATE", CommitTime), ("GIT_COMMITTER_DATE", CommitTime) })
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} didn't start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        var written = await output + await error;
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{written}");
        return written;
    }
}
