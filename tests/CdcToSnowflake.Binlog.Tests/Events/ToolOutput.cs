using System.Diagnostics;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>What a program of a server's distribution prints.</summary>
internal static class ToolOutput
{
    public static async Task<string> OfAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, StandardOutputEncoding = System.Text.Encoding.Latin1 };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return text;
    }
}
