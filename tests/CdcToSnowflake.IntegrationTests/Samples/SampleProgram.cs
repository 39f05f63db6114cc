using System.Diagnostics;
using System.Reflection;

namespace CdcToSnowflake.IntegrationTests.Samples;

/// <summary>Runs a program of samples/ as a user does: as a process, with arguments.</summary>
/// <param name="name">The sample's name. Where it was built stands in this assembly's metadata, as <c>{name}Program</c>.</param>
internal sealed class SampleProgram(string name)
{
    private readonly string _assembly = Path.GetFullPath(typeof(SampleProgram).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == $"{name}Program").Value!);

    public async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [_assembly, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet didn't start.");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
