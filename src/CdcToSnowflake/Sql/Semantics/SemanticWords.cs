using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Semantics;

/// <summary>What is said of a part of a semantic view, as templates see it.</summary>
/// <param name="Text">The comment.</param>
/// <param name="Synonyms">Other words.</param>
internal sealed record SemanticWords(string Text, IReadOnlyList<PlainText> Synonyms)
{
    /// <summary>Whether there is a comment.</summary>
    public bool HasComment => Text.Length > 0;

    /// <summary>The comment.</summary>
    public PlainText Comment => new(Text);
}
