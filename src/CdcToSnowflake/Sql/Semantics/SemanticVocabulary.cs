using System.Buffers;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Semantics;

/// <summary>
/// Gives the parts of a semantic view their other words: the user's, then the first words of the source's comment. Each word stands once in a view, and first come has it (the manual's "YAML specification for
/// semantic views": unique across all synonyms).
/// </summary>
internal sealed class SemanticVocabulary(IReadOnlyDictionary<string, IReadOnlyList<string>> synonyms)
{
    // More is a sentence, which explains and names nothing.
    private const int MostWords = 3;

    private static readonly SearchValues<char> Ends = SearchValues.Create(".;:([\n\r");

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The words of a table, or of a column by its name behind the table's.</summary>
    /// <param name="path">The name by which <see cref="SemanticOptions.Synonyms"/> knows it.</param>
    /// <param name="name">Its own name, which is no other word for it.</param>
    /// <param name="comment">What the source says of it; empty for nothing.</param>
    public SemanticWords OfSource(string path, string name, string comment) => Of(name, comment, Declared(path).Concat(Named(comment)));

    /// <summary>The words of a column of the SDK's own.</summary>
    public SemanticWords OfOwn(string path, string name, string comment) => Of(name, comment, Declared(path));

    /// <summary>A measure's words.</summary>
    public SemanticWords Of(string name, string comment, IEnumerable<string> words) =>
        new(comment, [.. words.Select(word => word.Trim()).Where(word => word.Length > 0 && !IsSame(word, name) && _taken.Add(word)).Select(word => new PlainText(word))]);

    private IReadOnlyList<string> Declared(string path) => synonyms.GetValueOrDefault(path) ?? [];

    /// <summary>What a comment begins with, to its first end: "Net total, revenue (EUR)" names "Net total" and "revenue"; "When it was paid, in UTC" names nothing.</summary>
    private static string[] Named(string comment)
    {
        string text = comment.Trim();
        int end = text.AsSpan().IndexOfAny(Ends);
        string[] names = (end < 0 ? text : text[..end]).Split(',');
        return names.All(name => name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= MostWords) ? names : [];
    }

    private static bool IsSame(string word, string name) => word.Replace(' ', '_').Equals(name, StringComparison.OrdinalIgnoreCase);
}
