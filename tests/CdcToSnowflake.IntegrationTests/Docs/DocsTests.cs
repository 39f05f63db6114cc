using System.Text.RegularExpressions;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.IntegrationTests.Readme;

namespace CdcToSnowflake.IntegrationTests.Docs;

/// <summary>The pages' code is compiled: each block stands, word for word, in a file of this folder. Their SQL for Snowflake is parsed.</summary>
public sealed partial class DocsTests
{
    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Folder, "*.md").Select(page => Path.GetFileName(page))];

    /// <summary>All pages with SQL but those whose statements are the source's own, or of users, whom the embedded Snowflake doesn't know.</summary>
    public static TheoryData<string> ParsedPages =>
        [.. Directory.EnumerateFiles(Folder, "*.md").Where(page => Sql().IsMatch(File.ReadAllText(page))).Select(page => Path.GetFileName(page)).Except(["new-table.md", "source-server.md", "key-pair.md"])];

    private static string Folder => Path.Combine(ReadmeText.Root, "samples", "docs");

    [Theory]
    [MemberData(nameof(Pages))]
    public void EachCodeBlock_StandsInACompiledFile(string page)
    {
        var text = File.ReadAllText(Path.Combine(Folder, page));
        var blocks = CodeBlock().Matches(text);
        Assert.Equal(CSharp().Count(text), blocks.Count);
        foreach (Match block in blocks)
        {
            CompiledBlock.AssertStandsIn(block.Groups["file"].Value, block.Groups["code"].Value);
        }
    }

    [Theory]
    [MemberData(nameof(ParsedPages))]
    public void EachBlockOfSql_ForSnowflake_IsParsed(string page)
    {
        foreach (Match block in Sql().Matches(File.ReadAllText(Path.Combine(Folder, page))))
        {
            Assert.NotEmpty(SqlParser.Parse(block.Groups["sql"].Value.Replace("…", "x", StringComparison.Ordinal)));
        }
    }

    [GeneratedRegex(@"<!-- code: (?<file>\S+) -->\n *```csharp\n(?<code>.*?)^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("^ *```csharp", RegexOptions.Multiline)]
    private static partial Regex CSharp();

    [GeneratedRegex("^ *```sql\n(?<sql>.*?)^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Sql();
}
