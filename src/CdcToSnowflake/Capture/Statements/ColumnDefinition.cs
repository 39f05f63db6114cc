namespace CdcToSnowflake.Capture.Statements;

/// <summary>What a column is declared as, as far as it concerns values of existing rows.</summary>
/// <param name="Form">The type; null if it isn't understood.</param>
/// <param name="Fill">What gives a new column a value other than NULL in existing rows, as words of the statement; null if nothing does.</param>
/// <param name="IsGenerated">Whether the server computes the values.</param>
internal sealed record ColumnDefinition(ColumnForm? Form, string? Fill, bool IsGenerated)
{
    // What is made binary is another type, and MariaDB has collations whose names say no character set: theirs is the column's.
    private static readonly string[] NoCharsets = ["binary", "uca1400"];

    /// <summary>Whether NULL isn't allowed.</summary>
    public bool IsNotNull { get; private init; }

    /// <summary>The character set of a text that the words name; null if none does.</summary>
    public string? Charset { get; private init; }

    /// <summary>Reads a definition: what stands after the column's name, up to the comma or parenthesis that ends it.</summary>
    public static ColumnDefinition Of(IReadOnlyList<SqlToken> tokens)
    {
        var form = DeclaredType.Of(tokens);
        string? fill = tokens.Count > 0 && tokens[0].IsWord("SERIAL") ? "SERIAL" : null;
        var isGenerated = false;
        var isNotNull = fill is not null;
        string? charset = tokens.Count > 0 && (tokens[0].IsWord("NCHAR") || tokens[0].IsWord("NVARCHAR") || tokens[0].IsWord("NATIONAL")) ? "utf8mb3" : null;
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
            if (token.IsWord("CHARSET") || (token.IsWord("SET") && (tokens[i - 1].IsWord("CHARACTER") || tokens[i - 1].IsWord("CHAR"))))
            {
                charset = CharsetOf(next.Text);
            }
            else if (token.IsWord("COLLATE") && CharsetOf(next.Text) is { } named)
            {
                charset ??= named;
            }
            else if (token.IsWord("ASCII") || token.IsWord("UNICODE"))
            {
                charset ??= token.IsWord("ASCII") ? "latin1" : "ucs2";
            }

            if (token.IsWord("AFTER") || token.IsWord("COLLATE") || token.IsWord("SET") || token.IsWord("CHARSET") || token.IsWord("COLUMN_FORMAT") || token.IsWord("STORAGE"))
            {
                i++; // a name or value that may be spelled like one of the words below; SET is of CHARACTER SET or REFERENCES … ON DELETE SET DEFAULT
            }
            else if (token.IsWord("NOT") && next.IsWord("NULL"))
            {
                (fill, isNotNull) = (fill ?? "NOT NULL", true);
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
                (fill, isNotNull) = (fill ?? "PRIMARY KEY", true); // KEY alone is that too
            }
        }

        return new ColumnDefinition(form, fill, isGenerated) { IsNotNull = isNotNull, Charset = charset };
    }

    // latin1_swedish_ci is one of latin1.
    private static string? CharsetOf(string? collation) => collation?.Split('_')[0] is { Length: > 0 } charset && !NoCharsets.Contains(charset, StringComparer.OrdinalIgnoreCase) ? charset : null;
}
