using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CdcToSnowflake.IntegrationTests.Readme;

/// <summary>README's code is compiled: each block stands, word for word, in a file of this folder.</summary>
public sealed partial class ReadmeTests
{
    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));

    [Fact]
    public void EachCodeBlock_StandsInACompiledFile()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "README.md"));
        var blocks = CodeBlocks().Matches(readme);
        Assert.Equal(Regex.Count(readme, "^```csharp", RegexOptions.Multiline), blocks.Count);
        Assert.NotEmpty(blocks);
        foreach (Match block in blocks)
        {
            var source = File.ReadAllText(Path.Combine(Root(), "tests", "CdcToSnowflake.IntegrationTests", block.Groups["file"].Value));
            Assert.Contains(Flat(block.Groups["code"].Value), Flat(source), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EachLinkAndPath_Exists()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "README.md"));
        var paths = Links().Matches(readme).Select(m => m.Groups["path"].Value).Concat(Projects().Matches(readme).Select(m => m.Groups["path"].Value)).ToList();
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Path.Exists(Path.Combine(Root(), path)), path));
    }

    [Fact]
    public void GeneratedSql_HasTheFlow()
    {
        var before = Console.Out;
        using var written = new StringWriter();
        Console.SetOut(written);
        try
        {
            GenerateSql.Run();
        }
        finally
        {
            Console.SetOut(before);
        }

        foreach (var start in new[] { "CREATE STAGE", "CREATE PIPE", "CREATE STREAM", "CREATE OR REPLACE TASK", "MERGE INTO \"CI_DB\".\"CI_SCHEMA\".\"ORDERS\"" })
        {
            Assert.Contains(start, written.ToString(), StringComparison.Ordinal);
        }
    }

    private static string Flat(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@"<!-- code: (?<file>\S+) -->\n```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlocks();

    [GeneratedRegex(@"\]\((?<path>[^)#:]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"--project (?<path>\S+)")]
    private static partial Regex Projects();
}
