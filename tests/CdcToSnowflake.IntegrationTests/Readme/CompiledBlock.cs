using System.Text.RegularExpressions;

namespace CdcToSnowflake.IntegrationTests.Readme;

/// <summary>A page's block of C#, and the file in which it stands word for word: that it compiles there shows that it compiles with the usings that it names itself.</summary>
internal static partial class CompiledBlock
{
    public static bool StandsIn(string source, string code) => Flat(source).Contains(Flat(code), StringComparison.Ordinal) && Usings(source).SequenceEqual(Usings(code));

    public static void AssertStandsIn(string file, string code)
    {
        var source = File.ReadAllText(Path.Combine(ReadmeText.Root, "tests", "CdcToSnowflake.IntegrationTests", file));
        Assert.Equal(Usings(source), Usings(code));
        Assert.Contains(Flat(code), Flat(source), StringComparison.Ordinal);
    }

    // Usings stand at a file's head, above the namespace; superfluous ones don't pass the build.
    private static string Flat(string code) => string.Join('\n', Lines(code).Where(line => !IsUsing(line)));

    private static IEnumerable<string> Usings(string code) => Lines(code).Where(IsUsing);

    private static IEnumerable<string> Lines(string code) => code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    private static bool IsUsing(string line) => Using().IsMatch(line);

    [GeneratedRegex(@"^using [\w.]+;$")]
    private static partial Regex Using();
}
