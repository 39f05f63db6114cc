using System.Text.RegularExpressions;

namespace CdcToSnowflake.Tests.Docs;

/// <summary>Links between README, the pages and the repository's files lead somewhere, and each page can be reached.</summary>
public sealed partial class LinkTests
{
    private static readonly string[] Folders = ["samples", "src", "benchmarks", "tests"];

    public static TheoryData<string> Pages => [.. DocPage.All.Concat(Others).Select(page => Path.GetRelativePath(DocPage.Root, page))];

    // Of samples, packages, benchmarks and test servers.
    private static IEnumerable<string> Others =>
        Folders.Select(folder => Path.Combine(DocPage.Root, folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.md", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 }))
            .Where(page => !page.StartsWith(DocPage.Folder, StringComparison.Ordinal) && !page.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or ".installed")).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_OfAPage_LeadToFilesAndHeadings(string page)
    {
        var path = Path.Combine(DocPage.Root, page);
        List<string> broken = [];
        foreach (var (file, anchor) in Links(path))
        {
            if (!Path.Exists(file) || (anchor.Length > 0 && !Anchors(file).Contains(anchor)))
            {
                broken.Add($"{Path.GetRelativePath(DocPage.Root, file)}#{anchor}");
            }
        }

        Assert.Empty(broken);
    }

    [Fact]
    public void EachPage_IsLinkedFromTheIndex()
    {
        var index = Path.Combine(DocPage.Folder, "README.md");
        Assert.Empty(DocPage.All.Skip(1).Where(page => page != index).Except(Links(index).Select(link => link.File)).Select(Path.GetFileName));
    }

    /// <summary>What the pages have people run is there.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void Projects_OfCommands_AreThere(string page) =>
        Assert.All(Project().Matches(File.ReadAllText(Path.Combine(DocPage.Root, page))).Select(project => project.Groups["path"].Value), path => Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(DocPage.Root, path), "*.csproj")));

    private static IEnumerable<(string File, string Anchor)> Links(string page)
    {
        foreach (Match link in Link().Matches(Code().Replace(File.ReadAllText(page), "")))
        {
            var parts = link.Groups["target"].Value.Split('#');
            yield return (parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, parts[0])), parts.Length == 2 ? parts[1] : "");
        }
    }

    /// <summary>A heading's anchor, as GitHub makes it: lower case, no punctuation, hyphens for spaces.</summary>
    private static HashSet<string> Anchors(string page) =>
        [.. Heading().Matches(Code().Replace(File.ReadAllText(page), "")).Select(heading => Punctuation().Replace(heading.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex(@"\]\((?<target>(?![a-z]+:)[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"--project (?<path>(samples|benchmarks|src|tests)/[\w./]+)")]
    private static partial Regex Project();

    [GeneratedRegex("^ *```.*?^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
