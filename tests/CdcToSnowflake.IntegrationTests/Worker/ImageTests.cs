using CdcToSnowflake.IntegrationTests.Readme;

namespace CdcToSnowflake.IntegrationTests.Worker;

/// <summary>samples/Worker/Dockerfile, as far as it can be read: no machine of these tests builds images.</summary>
public sealed class ImageTests
{
    private const string Variable = "ENV TMPDIR=";

    private static readonly string Folder = Path.Combine(ReadmeText.Root, "samples", "Worker");

    [Fact]
    public void Image_WithoutAVolume_HasAScratchFolderThatItsUserMayWrite()
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "Dockerfile")).ToList();
        var scratch = lines.Single(line => line.StartsWith(Variable, StringComparison.Ordinal))[Variable.Length..];
        var made = lines.IndexOf($"RUN mkdir {scratch} && chown $APP_UID {scratch}");
        Assert.InRange(made, 0, lines.IndexOf("USER $APP_UID"));
        Assert.InRange(lines.IndexOf($"VOLUME {scratch}"), made, lines.Count); // what a build does to a folder after it is declared is lost
    }

    /// <summary>"Dockerfile-specific ignore files": of the Dockerfile's name, beside it.</summary>
    [Fact]
    public void Context_LeavesOutWhatBuildsAndTestsLeave()
    {
        var ignored = File.ReadAllLines(Path.Combine(Folder, "Dockerfile.dockerignore"));
        Assert.Superset(new HashSet<string> { ".git", "**/bin", "**/obj", "**/.installed" }, ignored.ToHashSet());
    }
}
