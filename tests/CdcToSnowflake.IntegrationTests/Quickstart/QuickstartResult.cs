namespace CdcToSnowflake.IntegrationTests.Quickstart;

/// <summary>How a run of the program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">All of its standard output.</param>
/// <param name="Error">All of its standard error.</param>
internal sealed record QuickstartResult(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of standard error that aren't empty.</summary>
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The lines of standard output that aren't empty.</summary>
    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Fails with all that the program said, unless it ended with this code.</summary>
    public QuickstartResult MustEndWith(int code)
    {
        Assert.True(ExitCode == code, $"exit code {ExitCode} instead of {code}\n--- stdout\n{Output}\n--- stderr\n{Error}");
        return this;
    }
}
