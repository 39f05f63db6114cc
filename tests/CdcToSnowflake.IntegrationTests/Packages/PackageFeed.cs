using System.IO.Compression;
using System.Xml.Linq;

namespace CdcToSnowflake.IntegrationTests.Packages;

/// <summary>A folder feed with the three packages, made of what the build of the tests left.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdc-feed-");

    public string Folder => _folder.FullName;

    /// <summary>The version that all three have.</summary>
    public string Version { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        foreach (var library in SourceTree.Libraries)
        {
            await DotNet.RunAsync(SourceTree.Root, null, "pack", Path.Combine("src", library), "-c", SourceTree.Configuration, "--no-build", "-o", Folder, "-warnaserror", "-v", "q");
        }

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
