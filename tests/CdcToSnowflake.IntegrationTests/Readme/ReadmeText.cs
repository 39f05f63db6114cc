using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CdcToSnowflake.IntegrationTests.Readme;

/// <summary>README.md and the code in it.</summary>
internal static partial class ReadmeText
{
    public static string Root { get; } = Here();

    public static string Text { get; } = File.ReadAllText(Path.Combine(Root, "README.md"));

    /// <summary>The blocks of C# that name the file in which they are compiled, with that file's path.</summary>
    public static IReadOnlyList<(string File, string Code)> Blocks { get; } = [.. CodeBlocks().Matches(Text).Select(block => (block.Groups["file"].Value, block.Groups["code"].Value))];

    /// <summary>The block that is compiled in a file.</summary>
    public static string Block(string file) => Blocks.Single(block => block.File == file).Code;

    /// <summary>The commands by which a project gets the packages, without what is said of them.</summary>
    public static IReadOnlyList<string> PackageCommands { get; } = Lines(Commands().Match(Text).Groups["commands"].Value);

    /// <summary>The same in a package's own README.</summary>
    public static IReadOnlyList<string> PackageCommandsOf(string library) => Lines(PackageShell().Match(File.ReadAllText(Path.Combine(Root, "src", library, "README.md"))).Groups["commands"].Value);

    /// <summary>The lines that the README shows of Quickstart's output.</summary>
    public static IReadOnlyList<string> QuickstartLines { get; } = [.. Shown().Match(Text).Groups["lines"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Trim() != "…")];

    /// <summary>The code in a package's own README.</summary>
    public static string PackageBlock(string library) => PackageCode().Matches(File.ReadAllText(Path.Combine(Root, "src", library, "README.md"))).Single().Groups["code"].Value;

    private static IReadOnlyList<string> Lines(string commands) => [.. commands.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(" #")[0].Trim())];

    private static string Here([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));

    [GeneratedRegex(@"<!-- code: (?<file>\S+) -->\n```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlocks();

    [GeneratedRegex(@"<!-- commands: packages -->\n```sh\n(?<commands>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Commands();

    [GeneratedRegex(@"^```sh\n(?<commands>.*?)```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex PackageShell();

    [GeneratedRegex(@"^What you see of the first, shortened:\n\n```\n(?<lines>.*?)```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Shown();

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex PackageCode();
}
