using System.Diagnostics;
using System.Reflection;

namespace CdcToSnowflake.IntegrationTests.CostReport;

/// <summary>Runs samples/CostReport as a user does: as a process, with arguments.</summary>
internal static class CostReportProgram
{
    private static readonly string Assembly = Path.GetFullPath(typeof(CostReportProgram).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == nameof(CostReportProgram)).Value!);

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet didn't start.");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
