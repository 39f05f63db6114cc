namespace CdcToSnowflake.TestServers;

/// <summary>Where the scripts stand and where they installed the servers.</summary>
internal static class ServerFolder
{
    /// <summary>tests/Servers of this checkout, found upwards from the running test's assembly.</summary>
    private static readonly Lazy<string> Source = new(FindSource);

    /// <summary>The path of a script beside the installer.</summary>
    public static string Script(string name) => Path.Combine(Source.Value, "scripts", name);

    /// <summary>The folder of an installed server; fails, and says how to install, when it is not there.</summary>
    /// <param name="name">mysql, mariadb, mariadb-11.8, ceph, chromium or sqlfluff.</param>
    /// <param name="variable">The environment variable that could name a running server instead, if there is one.</param>
    public static string Installed(string name, string? variable)
    {
        var root = Environment.GetEnvironmentVariable("CDC_SERVERS_DIR") is { Length: > 0 } given
            ? given
            : Path.Combine(Source.Value, ".installed");
        var folder = Path.GetFullPath(Path.Combine(root, name));
        if (File.Exists(Path.Combine(folder, "ok")))
            return folder;
        var instead = variable is null ? "" : $", or name a running server by the environment variable {variable}";
        throw new TestServerException($"The test server '{name}' is not installed in {root}. Run tests/Servers/install{instead}.");
    }

    private static string FindSource()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "tests", "Servers");
            if (File.Exists(Path.Combine(candidate, "scripts", "supervise")))
                return candidate;
        }
        throw new TestServerException($"No folder above {AppContext.BaseDirectory} holds tests/Servers/scripts; run the tests inside their checkout.");
    }
}
