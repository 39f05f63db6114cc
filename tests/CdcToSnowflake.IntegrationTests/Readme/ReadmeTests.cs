using System.Text.RegularExpressions;

namespace CdcToSnowflake.IntegrationTests.Readme;

/// <summary>README's code is compiled: each block stands, word for word, in a file of this folder.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void EachCodeBlock_StandsInACompiledFile()
    {
        Assert.Equal(Regex.Count(ReadmeText.Text, "^```csharp", RegexOptions.Multiline), ReadmeText.Blocks.Count);
        Assert.NotEmpty(ReadmeText.Blocks);
        foreach (var (file, code) in ReadmeText.Blocks)
        {
            CompiledBlock.AssertStandsIn(file, code);
        }
    }

    [Theory]
    [InlineData("CdcToSnowflake.Binlog")]
    [InlineData("CdcToSnowflake")]
    [InlineData("CdcToSnowflake.Emulator")]
    public void EachPackagesCode_StandsInACompiledFile(string library)
    {
        var code = ReadmeText.PackageBlock(library);
        Assert.Contains(
            Directory.EnumerateFiles(Path.Combine(ReadmeText.Root, "tests", "CdcToSnowflake.IntegrationTests", "Readme"), "*.cs"),
            file => CompiledBlock.StandsIn(File.ReadAllText(file), code));
    }

    // README's own are run by PackageUseTests.
    [Fact]
    public void CommandsOfThePackagesReadme_AreThoseOfThisOne() => Assert.Equal(
        [.. ReadmeText.PackageCommands.Select(command => command.Replace("package CdcToSnowflake.Emulator ", "package CdcToSnowflake ", StringComparison.Ordinal)), "dotnet add package Microsoft.Extensions.Hosting"],
        ReadmeText.PackageCommandsOf("CdcToSnowflake"));

    // Said where it decides, not only beside the others.
    [Theory]
    [InlineData("README.md")]
    [InlineData("src/CdcToSnowflake/README.md")]
    public void Opening_SaysThatNoAccountWasTried(string page) =>
        Assert.Contains("**It was never run against a real Snowflake account**", string.Join('\n', File.ReadLines(Path.Combine(ReadmeText.Root, page)).Take(8)), StringComparison.Ordinal);

    [Fact]
    public void EachLinkAndPath_Exists()
    {
        var paths = Links().Matches(ReadmeText.Text).Select(m => m.Groups["path"].Value).Concat(Projects().Matches(ReadmeText.Text).Select(m => m.Groups["path"].Value)).ToList();
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Path.Exists(Path.Combine(ReadmeText.Root, path)), path));
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

    [GeneratedRegex(@"\]\((?<path>[^)#:]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"--project (?<path>\S+)")]
    private static partial Regex Projects();
}
