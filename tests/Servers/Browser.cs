namespace CdcToSnowflake.TestServers;

/// <summary>Chromium, for tests of pages.</summary>
public static class Browser
{
    /// <summary>The program's path, for Playwright's <c>ExecutablePath</c>.</summary>
    /// <exception cref="TestServerException">It is not installed.</exception>
    public static string Executable => Path.Combine(ServerFolder.Installed("chromium", null), "bin", "browser");

    /// <summary>How it is started where there is neither a screen nor the internet.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
        ["--no-sandbox", "--no-zygote", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
}
