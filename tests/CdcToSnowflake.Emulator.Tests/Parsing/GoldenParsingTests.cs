using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CdcToSnowflake.Emulator.Parsing;

namespace CdcToSnowflake.Emulator.Tests.Parsing;

/// <summary>What the generator writes, this parser reads: each golden as one script, bodies of tasks included.</summary>
public sealed partial class GoldenParsingTests
{
    public static TheoryData<string> Goldens => [.. Directory.GetFiles(Folder(), "*.sql").Select(path => Path.GetFileName(path)!).Where(name => !name.EndsWith(".head.sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Parse_Golden_GivesAStatementForEach(string name)
    {
        string script = File.ReadAllText(Path.Combine(Folder(), name));

        Assert.Equal(Header().Count(script), SqlParser.Parse(script).Count);
    }

    [GeneratedRegex("^-- [a-z-]+/[a-z-]+$", RegexOptions.Multiline)]
    private static partial Regex Header();

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../CdcToSnowflake.Tests/Sql/Goldens"));
}
