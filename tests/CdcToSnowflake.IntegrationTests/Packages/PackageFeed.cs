using System.IO.Compression;
using System.Xml.Linq;
using CdcToSnowflake.IntegrationTests.Readme;

namespace CdcToSnowflake.IntegrationTests.Packages;

/// <summary>A folder feed with the three packages, made by README's own command of what the build of the tests left.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdc-feed-");

    public string Folder => _folder.FullName;

    /// <summary>The version that all three have.</summary>
    public string Version { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var command = ReadmeText.PackageCommands[0];
        Assert.Equal("dotnet pack -c Release -o ~/cdc-packages", command);
        // Over all that the solution has, whose samples and tests are no packages.
        string[] words = [.. command.Replace("Release", SourceTree.Configuration, StringComparison.Ordinal).Replace("~/cdc-packages", Folder, StringComparison.Ordinal).Split(' ')[1..], "--no-build", "-warnaserror", "-v", "q"];
        await DotNet.RunAsync(SourceTree.Root, null, words);
        Assert.Equal(SourceTree.Libraries.Length, Directory.EnumerateFiles(Folder, "*.nupkg").Count());

        Version = Nuspec(SourceTree.Libraries[0]).Element("version").Value;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Opens a package, or its symbols.</summary>
    internal ZipArchive Open(string id, string extension = "nupkg") =>
        ZipFile.OpenRead(Directory.EnumerateFiles(Folder, $"{id}.*.{extension}").Single(file => char.IsAsciiDigit(Path.GetFileName(file)[id.Length + 1])));

    /// <summary>What a package says of itself.</summary>
    internal PackageMetadata Nuspec(string id)
    {
        using var package = Open(id);
        using var content = package.GetEntry($"{id}.nuspec")!.Open();
        return new PackageMetadata(XDocument.Load(content).Root!.Elements().Single());
    }
}
