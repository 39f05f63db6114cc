using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Xml.Linq;

namespace CdcToSnowflake.IntegrationTests.Packages;

[Collection(PackageCollection.Name)]
public sealed class PackageContentTests(PackageFeed feed)
{
    public static TheoryData<string> Ids => [.. SourceTree.Libraries];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Package_HoldsTheLibraryItsDocumentationAndWhatItIsKnownBy(string id)
    {
        using var package = feed.Open(id);

        // "OPC" parts apart, which every package has.
        var files = package.Entries.Select(entry => entry.FullName).Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml");
        string[] expected = ["LICENSE", "README.md", $"{id}.nuspec", "icon.png", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"];
        Assert.Equal(expected.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));

        var nuspec = feed.Nuspec(id);
        Assert.Equal((id, feed.Version, "README.md", "icon.png", "MIT"), (nuspec.Element("id").Value, nuspec.Element("version").Value, nuspec.Element("readme").Value, nuspec.Element("icon").Value, nuspec.Element("license").Value));
        Assert.Equal("expression", nuspec.Element("license").Attribute("type")!.Value);
        var readme = Text(package.GetEntry("README.md")!.Open());
        Assert.StartsWith($"# {id}\n", readme, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\]\((?!https://)", readme); // where packages are shown, the repository's paths lead nowhere
        Assert.Equal((128, 128), PngSize(package.GetEntry("icon.png")!.Open()));
    }

    [Theory]
    [InlineData("CdcToSnowflake.Binlog", "T:CdcToSnowflake.Binlog.BinlogClient")]
    [InlineData("CdcToSnowflake", "T:CdcToSnowflake.Capture.BrandCapture")]
    [InlineData("CdcToSnowflake.Emulator", "T:CdcToSnowflake.Emulator.SnowflakeEmulator")]
    public void Package_Documentation_SaysWhatATypeIsFor(string id, string member)
    {
        using var package = feed.Open(id);

        var members = XDocument.Load(package.GetEntry($"lib/net10.0/{id}.xml")!.Open()).Descendants("member");

        Assert.NotEmpty(members.Single(element => element.Attribute("name")!.Value == member).Element("summary")!.Value.Trim());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Symbols_AreTheLibrarysOwn(string id)
    {
        using var package = feed.Open(id);
        using var symbols = feed.Open(id, "snupkg");
        using var library = new System.Reflection.PortableExecutable.PEReader(Whole(package.GetEntry($"lib/net10.0/{id}.dll")!.Open()));
        using var pdb = MetadataReaderProvider.FromPortablePdbStream(Whole(symbols.GetEntry($"lib/net10.0/{id}.pdb")!.Open()));

        // A library names the symbols that were made with it by an id of 20 bytes, of which its debug directory has the first 16 and the stamp.
        var entry = library.ReadDebugDirectory().Single(one => one.Type == System.Reflection.PortableExecutable.DebugDirectoryEntryType.CodeView);
        var symbolsId = pdb.GetMetadataReader().DebugMetadataHeader!.Id.AsSpan();
        Assert.Equal(library.ReadCodeViewDebugDirectoryData(entry).Guid, new Guid(symbolsId[..16]));
        Assert.Equal(entry.Stamp, BinaryPrimitives.ReadUInt32LittleEndian(symbolsId[16..]));
    }

    [Fact]
    public void Dependencies_Binlog_AreNeitherOfS3NorOfSnowflake() =>
        Assert.Equal(["System.IO.Hashing", "ZstdSharp.Port"], feed.Nuspec("CdcToSnowflake.Binlog").Dependencies.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Dependencies_Emulator_AreTheSdkAndDuckDb()
    {
        var dependencies = feed.Nuspec("CdcToSnowflake.Emulator").Dependencies;

        Assert.Equal(["CdcToSnowflake", "DuckDB.NET.Data.Full"], dependencies.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(feed.Version, dependencies["CdcToSnowflake"]);
    }

    [Fact]
    public void Dependencies_Sdk_AreWhatItReferencesAndNothingOfTheBuild()
    {
        var dependencies = feed.Nuspec("CdcToSnowflake").Dependencies;

        Assert.Equal(feed.Version, dependencies["CdcToSnowflake.Binlog"]);
        var own = XDocument.Load(Path.Combine(SourceTree.Root, "src", "CdcToSnowflake", "CdcToSnowflake.csproj")).Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value);
        Assert.Equal(own.Append("CdcToSnowflake.Binlog").Order(StringComparer.Ordinal), dependencies.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("MinVer", dependencies.Keys);
        // A minimum, not one version that would shut out its own repairs.
        Assert.DoesNotContain(dependencies.Values, version => version.Contains('[', StringComparison.Ordinal));
    }

    private static string Text(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static MemoryStream Whole(Stream stream)
    {
        var whole = new MemoryStream();
        using (stream)
        {
            stream.CopyTo(whole);
        }

        whole.Position = 0;
        return whole;
    }

    // PNG's first chunk is IHDR: a length, a name, then width and height.
    private static (int Width, int Height) PngSize(Stream stream)
    {
        var head = Whole(stream).ToArray().AsSpan(0, 24);
        Assert.Equal("IHDR"u8, head[12..16]);
        return (BinaryPrimitives.ReadInt32BigEndian(head[16..]), BinaryPrimitives.ReadInt32BigEndian(head[20..]));
    }
}
