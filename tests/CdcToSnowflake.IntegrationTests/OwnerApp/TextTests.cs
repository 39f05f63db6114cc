using System.Text.Json;
using System.Text.RegularExpressions;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Hosting.Changes;
using CdcToSnowflake.IntegrationTests.Readme;

namespace CdcToSnowflake.IntegrationTests.OwnerApp;

/// <summary>The page's words: each that it uses is there, in each language.</summary>
public sealed partial class TextTests
{
    private static readonly string Folder = Path.Combine(ReadmeText.Root, "samples", "OwnerApp", "wwwroot");

    [Fact]
    public void Texts_OfBothLanguages_HaveTheSameKeysAndNoEmptyWords()
    {
        var (english, korean) = (Read("en"), Read("ko"));
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), korean.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(english.Concat(korean), text => string.IsNullOrWhiteSpace(text.Value));
    }

    [Fact]
    public void Texts_ThatThePageUses_AreThere()
    {
        var html = Attribute().Matches(File.ReadAllText(Path.Combine(Folder, "index.html"))).Select(match => match.Groups["key"].Value);
        var script = Directory.EnumerateFiles(Path.Combine(Folder, "js"), "*.js")
            .SelectMany(file => Call().Matches(File.ReadAllText(file)).SelectMany(call => Literal().Matches(call.Groups["what"].Value)).Select(literal => literal.Groups["key"].Value));
        var used = html.Concat(script).Concat(Enum.GetNames<BrandState>()).Concat(Enum.GetNames<HandlerState>()).Concat(["Order", "Cancellation", "Refund"]).ToHashSet(StringComparer.Ordinal);
        Assert.True(used.Count > 60, $"{used.Count} words");
        Assert.Empty(used.Except(Read("en").Keys).Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, string> Read(string language) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Folder, "texts", $"{language}.json")))!;

    [GeneratedRegex("data-text=\"(?<key>[^\"]+)\"")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\btext\((?<what>[^()]+)\)")]
    private static partial Regex Call();

    [GeneratedRegex("'(?<key>[^']+)'")]
    private static partial Regex Literal();
}
