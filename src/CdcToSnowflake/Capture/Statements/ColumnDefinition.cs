namespace CdcToSnowflake.Capture.Statements;

/// <summary>What a column is declared as, as far as it concerns values of existing rows.</summary>
/// <param name="Form">The type; null if it isn't understood.</param>
/// <param name="Fill">What gives a new column a value other than NULL in existing rows, as words of the statement; null if nothing does.</param>
/// <param name="IsGenerated">Whether the server computes the values.</param>
internal sealed record ColumnDefinition(ColumnForm? Form, string? Fill, bool IsGenerated)
{
    /// <summary>Reads a definition: what stands after the column's name, up to the comma or parenthesis that ends it.</summary>
    public static ColumnDefinition Of(IReadOnlyList<SqlToken> tokens)
    {
        var form = DeclaredType.Of(tokens);
        string? fill = tokens.Count > 0 && tokens[0].IsWord("SERIAL") ? "SERIAL" : null;
        var isGenerated = false;
        var depth = 0;
        for (var i = 1; i < tokens.Count; i++)
        {
            var token = tokens[i];
            depth += token.IsSymbol('(') ? 1 : token.IsSymbol(')') ? -1 : 0;
            if (depth > 0)
            {
                continue;
            }

            var next = i + 1 < tokens.Count ? tokens[i + 1] : default;
            if (token.IsWord("AFTER") || token.IsWord("COLLATE") || token.IsWord("SET") || token.IsWord("CHARSET") || token.IsWord("COLUMN_FORMAT") || token.IsWord("STORAGE"))
            {
                i++; // a name or value that may be spelled like one of the words below; SET is of CHARACTER SET or REFERENCES … ON DELETE SET DEFAULT
            }
            else if (token.IsWord("NOT") && next.IsWord("NULL"))
            {
                fill ??= "NOT NULL";
            }
            else if (token.IsWord("DEFAULT") && !next.IsWord("NULL"))
            {
                fill ??= "DEFAULT";
            }
            else if (token.IsWord("AS") || token.IsWord("GENERATED"))
            {
                (fill, isGenerated) = ("GENERATED", true);
            }
            else if (token.IsWord("AUTO_INCREMENT") || token.IsWord("SERIAL"))
            {
                fill ??= token.Text.ToUpperInvariant();
            }
            else if (token.IsWord("KEY") && !tokens[i - 1].IsWord("UNIQUE"))
            {
                fill ??= "PRIMARY KEY"; // KEY alone is that too
            }
        }

        return new ColumnDefinition(form, fill, isGenerated);
    }
}
