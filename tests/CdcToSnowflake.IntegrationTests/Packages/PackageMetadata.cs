using System.Xml.Linq;

namespace CdcToSnowflake.IntegrationTests.Packages;

/// <summary>A package's nuspec.</summary>
internal sealed class PackageMetadata(XElement metadata)
{
    /// <summary>The packages that come with it, and from which version on.</summary>
    public IReadOnlyDictionary<string, string> Dependencies => metadata.Descendants().Where(element => element.Name.LocalName == "dependency")
        .ToDictionary(element => element.Attribute("id")!.Value, element => element.Attribute("version")!.Value);

    public XElement Element(string name) => metadata.Elements().Single(element => element.Name.LocalName == name);
}
