using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CdcToSnowflake.Tests.Operations.Failures;

/// <summary>The sample's function as its README has it published.</summary>
internal static class LambdaBinary
{
    private static readonly string[] Sources = ["samples/AlertLambda", "src/CdcToSnowflake/Operations/Failures"];

    /// <summary>Whether there is what .NET's own compiler links its output with ("Native AOT deployment", prerequisites).</summary>
    public static bool HasLinker => new[] { "clang", "gcc" }.Any(program => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))));

    /// <summary>Publishes it, from a copy of its sources: what was built beside them stays as it is. Warnings are errors.</summary>
    /// <param name="folder">Where.</param>
    /// <returns>The binary.</returns>
    public static async Task<string> PublishAsync(string folder)
    {
        var root = Root();
        foreach (var file in Directory.EnumerateFiles(root).Concat(Sources.SelectMany(source => Directory.EnumerateFiles(Path.Combine(root, source)))).Where(file => Path.GetFileName(file) != ".git"))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var output = Path.Combine(folder, "native");
        var start = new ProcessStartInfo("dotnet", ["publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", output, "-v", "q", "-warnaserror"])
        {
            WorkingDirectory = Path.Combine(folder, Sources[0]),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Neither a build node nor the compiler's server may outlive the test.
        foreach (var (name, value) in new[] { ("MSBUILDDISABLENODEREUSE", "1"), ("UseSharedCompilation", "false"), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1") })
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (written, failed) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        Assert.True(process.ExitCode == 0, await written + await failed);
        return Path.Combine(output, OperatingSystem.IsWindows() ? "bootstrap.exe" : "bootstrap");
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", ".."));
}
