using System.Text.Json;
using System.Text.RegularExpressions;

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
            // Settings are shown without the braces around the whole file.
            using var read = JsonDocument.Parse(block.Text.TrimStart().StartsWith('"') ? $"{{{block.Text}}}" : block.Text);
        }
    }

    private static IEnumerable<(string Page, string Language, string Text)> Blocks() =>
        Directory.EnumerateFiles(DocPage.Folder, "*.md").SelectMany(page => Block().Matches(File.ReadAllText(page)).Select(block => (Path.GetFileName(page), block.Groups["language"].Value, block.Groups["text"].Value)));

    [GeneratedRegex("^ *```(?<language>[^\n]*)\n(?<text>.*?)^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
