using System.Diagnostics;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace CdcToSnowflake.IntegrationTests.Packages;

/// <summary>Builds the binlog reader out of copies of the sources: what comes out depends on the commit alone. The other two are built by the same properties, and each names its sources.</summary>
[Collection(PackageCollection.Name)]
public sealed class ReproducibleBuildTests : IDisposable
{
    private const string Id = "CdcToSnowflake.Binlog";
    private const string Origin = "https://github.com/example/cdc.git";

    // What Source Link's JSON is called within symbols ("Portable PDB v1.0: Format Specification").
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdc-build-");

    [Fact]
    public async Task TaggedCommit_InTwoFolders_GivesOneLibraryOfThatVersionWithItsSources()
    {
        var (first, second) = (Path.Combine(_folder.FullName, "first"), Path.Combine(_folder.FullName, "a longer name"));
        var commit = "";
        foreach (var folder in new[] { first, second })
        {
            SourceTree.CopyTo(folder, Id);
            commit = await CommitAsync(folder, "v1.2.3");
            await PackAsync(folder);
        }

        using var package = ZipFile.OpenRead(Path.Combine(first, "out", $"{Id}.1.2.3.nupkg"));
        using var again = ZipFile.OpenRead(Path.Combine(second, "out", $"{Id}.1.2.3.nupkg"));
        var library = Content(package, $"lib/net10.0/{Id}.dll");
        Assert.Equal(Convert.ToHexString(SHA256.HashData(library)), Convert.ToHexString(SHA256.HashData(Content(again, $"lib/net10.0/{Id}.dll"))));
        Assert.Equal(-1, library.AsSpan().IndexOf(Encoding.UTF8.GetBytes(_folder.Name)));

        var repository = XDocument.Load(new MemoryStream(Content(package, $"{Id}.nuspec"))).Descendants().Single(element => element.Name.LocalName == "repository");
        Assert.Equal(("git", Origin, commit), (repository.Attribute("type")!.Value, repository.Attribute("url")!.Value, repository.Attribute("commit")!.Value));
    }

    [Fact]
    public async Task TaggedCommit_GivesEachPackageItsSources()
    {
        SourceTree.CopyTo(_folder.FullName, SourceTree.Libraries);
        var commit = await CommitAsync(_folder.FullName, "v1.2.3");

        foreach (var library in SourceTree.Libraries)
        {
            await PackAsync(_folder.FullName, library);

            using var symbols = ZipFile.OpenRead(Path.Combine(_folder.FullName, "out", $"{library}.1.2.3.snupkg"));
            Assert.Contains($"https://raw.githubusercontent.com/example/cdc/{commit}/*", Sources(Content(symbols, $"lib/net10.0/{library}.pdb")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ArchiveWithoutHistory_IsAFirstPrerelease()
    {
        SourceTree.CopyTo(_folder.FullName, Id);

        await PackAsync(_folder.FullName);

        Assert.Equal([$"{Id}.0.1.0-alpha.0.nupkg"], Directory.EnumerateFiles(Path.Combine(_folder.FullName, "out"), "*.nupkg").Select(file => Path.GetFileName(file)));
        Assert.Equal("0.1.0-alpha.0", FileVersionInfo.GetVersionInfo(Path.Combine(_folder.FullName, "src", Id, "bin", "Release", "net10.0", $"{Id}.dll")).ProductVersion);
    }

    public void Dispose()
    {
        // Git writes its objects read-only.
        foreach (var file in _folder.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            file.Attributes = FileAttributes.Normal;
        }

        _folder.Delete(recursive: true);
    }

    // The analyzers have had their say when the tests were built.
    private static Task<string> PackAsync(string folder, string library = Id) =>
        DotNet.RunAsync(folder, null, "pack", Path.Combine("src", library), "-c", "Release", "-o", "out", "-warnaserror", "-v", "q", "-p:RunAnalyzers=false");

    private static async Task<string> CommitAsync(string folder, string tag)
    {
        await GitAsync(folder, "init", "-q");
        await GitAsync(folder, "remote", "add", "origin", Origin);
        await GitAsync(folder, "add", ".");
        // One author and one time give one commit.
        await GitAsync(folder, "-c", "user.name=Tests", "-c", "user.email=tests@example.com", "-c", "commit.gpgSign=false", "commit", "-q", "-m", "A release");
        await GitAsync(folder, "-c", "tag.gpgSign=false", "tag", tag);
        return (await GitAsync(folder, "rev-parse", "HEAD")).Trim();
    }

    private static Task<string> GitAsync(string folder, params string[] arguments) => DotNet.ProgramAsync("git", folder, null, arguments);

    private static byte[] Content(ZipArchive package, string path)
    {
        using var content = package.GetEntry(path)!.Open();
        using var whole = new MemoryStream();
        content.CopyTo(whole);
        return whole.ToArray();
    }

    private static string Sources(byte[] pdb)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(pdb));
        var reader = provider.GetMetadataReader();
        var information = reader.GetCustomDebugInformation(EntityHandle.ModuleDefinition).Select(reader.GetCustomDebugInformation).Single(one => reader.GetGuid(one.Kind) == SourceLink);
        return Encoding.UTF8.GetString(reader.GetBlobBytes(information.Value));
    }
}
