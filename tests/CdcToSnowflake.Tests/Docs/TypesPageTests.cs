using CdcToSnowflake.Model;

namespace CdcToSnowflake.Tests.Docs;

/// <summary>The page of types is made of how each source type lands.</summary>
public sealed class TypesPageTests
{
    [Fact]
    public void Page_IsOfTheLandings()
    {
        var rows = Enum.GetValues<SourceKind>().SelectMany(Variants).Select(source =>
        {
            var landing = Landing.Of(source.Type);
            return (string[])[$"`{source.Name}`", $"{landing.Form}", $"`{landing.Type}`"];
        });
        var comments = new XmlComments(typeof(Landing).Assembly);
        DocPage.Equal("types.md", string.Join("\n\n", (IEnumerable<string>)
            [
                DocPage.Table(["Source", "In the file", "STG, RAW and CI"], rows),
                "## Forms in files", DocPage.Table(["Form", "What it is"], Enum.GetValues<FileForm>().Select(form => (string[])[$"{form}", comments.Of(form)!])),
            ]));
    }

    private static IEnumerable<(string Name, SourceType Type)> Variants(SourceKind kind) => kind switch
    {
        SourceKind.Decimal => [("DECIMAL(12,2)", new SourceType(kind) { Precision = 12, Scale = 2 }), ("DECIMAL(38,37)", new SourceType(kind) { Precision = 38, Scale = 37 }), ("DECIMAL(39,0)", new SourceType(kind) { Precision = 39 }), ("DECIMAL(38,38)", new SourceType(kind) { Precision = 38, Scale = 38 })],
        SourceKind.BigInt => [("BIGINT", new SourceType(kind)), ("BIGINT UNSIGNED", new SourceType(kind) { IsUnsigned = true })],
        SourceKind.Bit => [("BIT(8)", new SourceType(kind) { Precision = 8 })],
        SourceKind.Vector => [("VECTOR(3)", new SourceType(kind) { Precision = 3 })],
        _ => [(kind.ToString().ToUpperInvariant(), new SourceType(kind))],
    };
}
