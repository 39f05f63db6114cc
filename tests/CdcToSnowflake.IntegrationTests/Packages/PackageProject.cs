using System.Globalization;
using System.Xml.Linq;

namespace CdcToSnowflake.IntegrationTests.Packages;

/// <summary>A new console project outside the tree, which knows the libraries as packages only.</summary>
internal sealed class PackageProject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdc-package-");

    /// <summary>Makes a folder with a configuration of NuGet, and no project yet.</summary>
    public PackageProject() => Configure([]);

    /// <summary>Makes a program that references packages of the feed.</summary>
    public PackageProject(PackageFeed feed, string code, IReadOnlyList<string> packages, params (string Name, string Value)[] properties)
    {
        File.WriteAllText(Path.Combine(Folder, "Program.cs"), code);
        new XElement("Project", new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement("PropertyGroup",
                new XElement("OutputType", "Exe"), new XElement("TargetFramework", "net10.0"), new XElement("Nullable", "enable"), new XElement("ImplicitUsings", "enable"),
                new XElement("TreatWarningsAsErrors", "true"), new XElement("InvariantGlobalization", "true"), new XElement("SatelliteResourceLanguages", "en"), new XElement("NuGetAudit", "false"),
                properties.Select(property => new XElement(property.Name, property.Value))),
            new XElement("ItemGroup",
                packages.Select(package => new XElement("PackageReference", new XAttribute("Include", package), new XAttribute("Version", feed.Version))))).Save(Path.Combine(Folder, "Trial.csproj"));
        Configure([Entry("cdc", feed.Folder)]);
    }

    public string Folder => _folder.FullName;

    // The three packages are unpacked here, not into the machine's cache: other builds of this version mustn't meet them.
    private string Cache => Path.Combine(Folder, "cache");

    private static string MachineCache => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    public Task<string> RunAsync(params string[] command) => DotNet.RunAsync(Folder, Cache, command);

    /// <summary>The folders of packages that a restore unpacked for this project alone.</summary>
    public IEnumerable<string> Unpacked() => Directory.EnumerateDirectories(Cache).Select(folder => Path.GetFileName(folder).ToLower(CultureInfo.InvariantCulture));

    public void Dispose() => _folder.Delete(recursive: true);

    // Beside the machine's own configuration: its registry stays, and what it has unpacked already isn't fetched again.
    private void Configure(IEnumerable<XElement> sources) =>
        new XElement("configuration",
            new XElement("packageSources", sources),
            new XElement("fallbackPackageFolders", Entry("machine", MachineCache))).Save(Path.Combine(Folder, "nuget.config"));

    private static XElement Entry(string name, string value) => new("add", new XAttribute("key", name), new XAttribute("value", value));
}
