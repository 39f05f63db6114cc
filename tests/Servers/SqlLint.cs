using System.Diagnostics;

namespace CdcToSnowflake.TestServers;

/// <summary>sqlfluff's Snowflake grammar: a judgement on generated SQL by someone else's parser.</summary>
public static class SqlLint
{
    /// <summary>Parses files of Snowflake SQL.</summary>
    /// <param name="paths">The files; many in one call are much faster than one call each.</param>
    /// <param name="cancellationToken">Stops the parser.</param>
    /// <returns>A line <c>path:line:column: what</c> for each thing that does not parse; empty when all is well.</returns>
    /// <exception cref="TestServerException">sqlfluff is not installed, or failed.</exception>
    public static async Task<IReadOnlyList<string>> CheckSnowflakeAsync(IEnumerable<string> paths, CancellationToken cancellationToken = default)
    {
        var folder = ServerFolder.Installed("sqlfluff", null);
        var python = Path.Combine(folder, "bin", "python3");
        var home = Path.Combine(folder, "root", "usr");
        var start = new ProcessStartInfo(python, [ServerFolder.Script("snowlint.py"), .. paths])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PYTHONHOME"] = home,
                ["PYTHONPATH"] = Path.Combine(home, "lib", "python3", "dist-packages"),
                ["PYTHONDONTWRITEBYTECODE"] = "1",
                ["PYTHONIOENCODING"] = "utf-8",
                ["SNOWLINT_PYTHON"] = python,
            },
        };
        using var process = Process.Start(start)!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            var complaints = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            // Exit code 1 is also that of a Python program which crashed: then it printed no complaint.
            return process.ExitCode == 0 || (process.ExitCode == 1 && complaints.Length > 0)
                ? complaints
                : throw new TestServerException($"sqlfluff failed (exit code {process.ExitCode}): {await error.ConfigureAwait(false)}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
