using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CdcToSnowflake.Hosting;
using Microsoft.Extensions.Configuration;

namespace CdcToSnowflake.Tests.Docs;

/// <summary>What stands in the pages to be copied can be read by what it is meant for; C# is compiled with the integration tests.</summary>
public sealed partial class BlockTests
{
    private static readonly HashSet<string> Languages = ["json", "csharp", "sql", "sh", "text"];

    [Fact]
    public void EachBlock_NamesALanguage() => Assert.Empty(Blocks().Where(block => !Languages.Contains(block.Language)).Select(block => $"{block.Page}: {block.Language}"));

    [Fact]
    public void EachBlockOfJson_IsRead()
    {
        var blocks = Blocks().Where(block => block.Language == "json").ToList();
        Assert.NotEmpty(blocks);
        foreach (var block in blocks)
        {
            using var read = JsonDocument.Parse(Whole(block.Text));
        }
    }

    // A misspelt setting would stop the start of whoever copies it.
    [Fact]
    public void EachBlockOfSettings_IsKnownToTheBinder()
    {
        var blocks = Blocks().Where(block => block.Language == "json" && block.Text.Contains("\"CdcToSnowflake\"", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block =>
        {
            using var json = new MemoryStream(Encoding.UTF8.GetBytes(Whole(block.Text)));
            new ConfigurationBuilder().AddJsonStream(json).Build().GetSection(CdcOptions.Section).Bind(new CdcOptions(), binder => binder.ErrorOnUnknownConfiguration = true);
        });
    }

    // Settings are shown without the braces around the whole file.
    private static string Whole(string text) => text.TrimStart().StartsWith('"') ? $"{{{text}}}" : text;

    private static IEnumerable<(string Page, string Language, string Text)> Blocks() =>
        Directory.EnumerateFiles(DocPage.Folder, "*.md").SelectMany(page => Block().Matches(File.ReadAllText(page)).Select(block => (Path.GetFileName(page), block.Groups["language"].Value, block.Groups["text"].Value)));

    [GeneratedRegex("^ *```(?<language>[^\n]*)\n(?<text>.*?)^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
