using CdcToSnowflake.Capture.Statements;

namespace CdcToSnowflake.Capture;

/// <summary>A type as information_schema's COLUMN_TYPE writes it, taken apart.</summary>
/// <param name="Name">The type's name in lower case.</param>
/// <param name="Arguments">What stands in parentheses: numbers, or an ENUM's or SET's strings.</param>
/// <param name="IsUnsigned">Whether UNSIGNED follows.</param>
internal sealed record ColumnTypeText(string Name, IReadOnlyList<string> Arguments, bool IsUnsigned)
{
    public static ColumnTypeText Parse(string text)
    {
        // ENUM's strings are quoted as in SQL, so the tokenizer of statements reads them.
        var tokens = new SqlTokenizer(text, hasBackslashEscapes: true);
        var name = tokens.Next().Text.ToLowerInvariant();
        var arguments = new List<string>();
        var isUnsigned = false;
        for (var token = tokens.Next(); token.Kind != SqlTokenKind.End; token = tokens.Next())
        {
            if (token.Kind == SqlTokenKind.String || (token.Kind == SqlTokenKind.Word && char.IsAsciiDigit(token.Text[0])))
            {
                arguments.Add(token.Text);
            }

            isUnsigned |= token.IsWord("UNSIGNED");
        }

        return new ColumnTypeText(name, arguments, isUnsigned);
    }

    public int Argument(int index) => index < Arguments.Count && int.TryParse(Arguments[index], out var value) ? value : 0;
}
