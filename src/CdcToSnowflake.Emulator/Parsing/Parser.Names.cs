using System.Globalization;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private string ParseIdentifier()
    {
        var token = Here;
        if (token.Kind == TokenKind.QuotedName || (token.Kind == TokenKind.Word && !ReservedWords.IsReserved(token.Text)))
        {
            _at++;
            return token.Text;
        }

        throw Unexpected("a name");
    }

    /// <summary>name, schema.name, db.schema.name, db..name (PUBLIC), or IDENTIFIER('name').</summary>
    private ObjectName ParseObjectName()
    {
        var position = Position;
        if (IsWord("IDENTIFIER") && Ahead(1).IsSymbol("("))
        {
            return ParseIdentifierFunction();
        }

        var parts = new List<string> { ParseIdentifier() };
        while (parts.Count < 3 && TrySymbol("."))
        {
            if (parts.Count == 1 && TrySymbol("."))
            {
                parts.Add("PUBLIC");
            }

            parts.Add(ParseAnyName());
        }

        return new ObjectName([.. parts]) { Position = position };
    }

    private ObjectName ParseIdentifierFunction()
    {
        var position = Position;
        _at += 2;
        if (Here.Kind != TokenKind.String)
        {
            throw NotEmulated("IDENTIFIER() of anything but a string literal");
        }

        var inner = new Parser(Next().Text);
        var name = inner.ParseObjectName();
        if (inner.Here.Kind != TokenKind.End)
        {
            throw SnowflakeException.Syntax(position, "IDENTIFIER() does not hold a name");
        }

        ExpectSymbol(")");
        return name with { Position = position };
    }

    /// <summary>After a dot a reserved word is a name too.</summary>
    private string ParseAnyName() => Here.IsName ? Next().Text : throw Unexpected("a name");

    private NodeList<string> ParseNameList() => ParseParenthesized(ParseIdentifier);

    private string ParseString() => Here.Kind == TokenKind.String ? Next().Text : throw Unexpected("a string");

    private int ParseInteger()
    {
        if (Here.Kind == TokenKind.Number && int.TryParse(Here.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            _at++;
            return value;
        }

        throw Unexpected("an integer");
    }

    /// <summary>[-] number, as text.</summary>
    private string ParseSignedNumber()
    {
        var sign = TrySymbol("-") ? "-" : string.Empty;
        return Here.Kind == TokenKind.Number ? sign + Next().Text : throw Unexpected("a number");
    }

    private bool TryIfExists() => TryWords("IF", "EXISTS");

    private StageReference ParseStage()
    {
        var position = Position;
        if (Here.Kind == TokenKind.Stage)
        {
            return ParseStageText(Next().Text, position);
        }

        if (Here.Kind == TokenKind.String && Here.Text.StartsWith('@'))
        {
            return ParseStageText(Next().Text[1..], position);
        }

        throw Here.Kind == TokenKind.String ? NotEmulated("loading from a URL without a stage") : Unexpected("a stage (@name)");
    }

    private static StageReference ParseStageText(string text, TextPosition position)
    {
        if (text.StartsWith('~') || text.Contains('%', StringComparison.Ordinal))
        {
            throw new NotEmulatedException("user stages (@~) and table stages (@%table)", position);
        }

        var (parts, at) = (new List<string>(), 0);
        do
        {
            at += parts.Count > 0 ? 1 : 0;
            parts.Add(TakeStagePart(text, ref at));
        }
        while (parts.Count < 3 && at < text.Length && text[at] == '.');

        if (parts[^1].Length == 0 || (at < text.Length && text[at] != '/'))
        {
            throw SnowflakeException.Syntax(position, $"'@{text}' does not name a stage");
        }

        return new StageReference(new ObjectName([.. parts]) { Position = position }, text[at..].TrimStart('/')) { Position = position };
    }

    private static string TakeStagePart(string text, ref int at)
    {
        var start = at;
        if (at < text.Length && text[at] == '"')
        {
            var end = at + 1;
            while (end < text.Length && (text[end] != '"' || (end + 1 < text.Length && text[end + 1] == '"')))
            {
                end += text[end] == '"' ? 2 : 1;
            }

            at = Math.Min(end + 1, text.Length);
            return text[(start + 1)..Math.Min(end, text.Length)].Replace("\"\"", "\"", StringComparison.Ordinal);
        }

        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '$'))
        {
            at++;
        }

        return text[start..at].ToUpperInvariant();
    }
}
