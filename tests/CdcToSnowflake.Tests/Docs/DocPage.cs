using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CdcToSnowflake.Tests.Docs;

/// <summary>The user's pages. What stands in one between two marks comes from the code: with CDC_WRITE_GOLDENS=1 in the environment it is written anew; look at the difference before you commit it.</summary>
internal static class DocPage
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    public static string Folder { get; } = Path.Combine(Root, "samples", "docs");

    /// <summary>The pages of the folder, and README.</summary>
    public static IReadOnlyList<string> All { get; } = [Path.Combine(Root, "README.md"), .. Directory.EnumerateFiles(Folder, "*.md").Order(StringComparer.Ordinal)];

    /// <param name="page">The page's name.</param>
    /// <param name="fromTheCode">What is to stand there.</param>
    /// <param name="of">The part's name, where a page has several.</param>
    public static void Equal(string page, string fromTheCode, string? of = null)
    {
        var path = Path.Combine(Folder, page);
        var there = File.ReadAllText(path);
        var mark = of is null ? "<!-- from the code -->" : $"<!-- from the code: {of} -->";
        var part = Regex.Match(there, $"{mark}.*?<!-- end -->", RegexOptions.Singleline);
        Assert.True(part.Success, $"{page} has no part after {mark}.");
        var wanted = $"{mark}\n\n{fromTheCode.Trim()}\n\n<!-- end -->";
        if (Environment.GetEnvironmentVariable("CDC_WRITE_GOLDENS") == "1")
        {
            File.WriteAllText(path, there[..part.Index] + wanted + there[(part.Index + part.Length)..]);
            return;
        }

        Assert.Equal(wanted, part.Value);
    }

    /// <summary>A table of Markdown.</summary>
    public static string Table(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows) =>
        string.Join('\n', (IEnumerable<string>)[Line(heads), Line([.. heads.Select(_ => "---")]), .. rows.Select(Line)]);

    private static string Line(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";

    private static string Here([CallerFilePath] string path = "") => path;
}
