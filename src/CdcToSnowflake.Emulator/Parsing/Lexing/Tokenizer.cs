using System.Globalization;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

/// <summary>Snowflake's text to tokens; comments and spaces fall away. Always ends with <see cref="TokenKind.End"/>.</summary>
internal sealed class Tokenizer
{
    private static readonly string[] Symbols =
        ["->>", "::", ":=", "=>", "->", "||", "<=", ">=", "<>", "!=", "(", ")", "[", "]", "{", "}", ",", ";", ".", "+", "-", "*", "/", "%", "<", ">", "=", ":", "?", "!"];

    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private int _at;
    private int _line = 1;
    private int _lineStart;

    private Tokenizer(string text) => _text = text;

    public static List<Token> Read(string text)
    {
        var tokenizer = new Tokenizer(text);
        while (tokenizer.SkipBlank())
        {
            tokenizer.ReadToken();
        }

        tokenizer.Add(TokenKind.End, string.Empty, tokenizer._at, tokenizer._line, tokenizer._lineStart);
        return tokenizer._tokens;
    }

    private char Here => Ahead(0);

    private char Ahead(int count) => _at + count < _text.Length ? _text[_at + count] : '\0';

    private TextPosition Position => new(_at, _line, _at - _lineStart + 1);

    private static bool IsWordStart(char c) => c is '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsWordPart(char c) => IsWordStart(c) || c is '$' or (>= '0' and <= '9');

    private void Add(TokenKind kind, string text, int start, int line, int lineStart) =>
        _tokens.Add(new Token(kind, text, start, _at, line, start - lineStart + 1));

    private void Advance()
    {
        if (_text[_at++] == '\n')
        {
            _line++;
            _lineStart = _at;
        }
    }

    /// <summary>Passes spaces and comments; false at the end.</summary>
    private bool SkipBlank()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(Here) || Here == '\uFEFF')
            {
                Advance();
            }
            else if ((Here == '-' && Ahead(1) == '-') || (Here == '/' && Ahead(1) == '/'))
            {
                while (_at < _text.Length && Here != '\n')
                {
                    Advance();
                }
            }
            else if (Here == '/' && Ahead(1) == '*')
            {
                SkipComment();
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private void SkipComment()
    {
        var start = Position;
        var end = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            throw SnowflakeException.Syntax(start, "the comment has no end");
        }

        while (_at < end + 2)
        {
            Advance();
        }
    }

    private void ReadToken()
    {
        var (start, line, lineStart) = (_at, _line, _lineStart);
        var c = Here;
        if (IsWordStart(c))
        {
            Add(TokenKind.Word, TakeWord().ToUpperInvariant(), start, line, lineStart);
        }
        else if (c is >= '0' and <= '9' || (c == '.' && Ahead(1) is >= '0' and <= '9' && !AfterName()))
        {
            TakeNumber();
            Add(TokenKind.Number, _text[start.._at], start, line, lineStart);
        }
        else if (c == '"')
        {
            Add(TokenKind.QuotedName, TakeQuotedName(), start, line, lineStart);
        }
        else if (c == '\'')
        {
            Add(TokenKind.String, TakeString(), start, line, lineStart);
        }
        else if (c == '$')
        {
            ReadDollar(start, line, lineStart);
        }
        else if (c == '@')
        {
            _at++;
            TakeStage();
            Add(TokenKind.Stage, _text[(start + 1).._at], start, line, lineStart);
        }
        else
        {
            ReadSymbol(start, line, lineStart);
        }
    }

    /// <summary>In t.1 the dot is no part of a number.</summary>
    private bool AfterName() => _tokens.Count > 0 && _tokens[^1].IsName && _tokens[^1].End == _at;

    private string TakeWord()
    {
        var start = _at;
        while (IsWordPart(Here))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private void TakeDigits()
    {
        while (Here is >= '0' and <= '9')
        {
            _at++;
        }
    }

    private void TakeNumber()
    {
        TakeDigits();
        if (Here == '.')
        {
            _at++;
            TakeDigits();
        }

        if (Here is 'e' or 'E' && (Ahead(1) is >= '0' and <= '9' || (Ahead(1) is '+' or '-' && Ahead(2) is >= '0' and <= '9')))
        {
            _at += 2;
            TakeDigits();
        }

        if (IsWordPart(Here))
        {
            throw SnowflakeException.Syntax(Position, $"unexpected '{Here}' in a number");
        }
    }

    private string TakeQuotedName()
    {
        var start = Position;
        var name = new System.Text.StringBuilder();
        for (Advance(); _at < _text.Length; Advance())
        {
            if (Here == '"')
            {
                if (Ahead(1) != '"')
                {
                    Advance();
                    return name.Length > 0 ? name.ToString() : throw SnowflakeException.Syntax(start, "an empty name");
                }

                Advance();
            }

            name.Append(Here);
        }

        throw SnowflakeException.Syntax(start, "the quoted name has no end");
    }

    private string TakeString()
    {
        var start = Position;
        var value = new System.Text.StringBuilder();
        Advance();
        while (_at < _text.Length)
        {
            if (Here == '\\')
            {
                Advance();
                TakeEscape(value, start);
                continue;
            }

            if (Here == '\'')
            {
                Advance();
                if (Here != '\'' || _at >= _text.Length)
                {
                    return value.ToString();
                }
            }

            value.Append(Here);
            Advance();
        }

        throw SnowflakeException.Syntax(start, "the string has no end");
    }

    /// <summary>After the backslash: the escapes of "String &amp; binary data types", any other character stands for itself.</summary>
    private void TakeEscape(System.Text.StringBuilder value, TextPosition start)
    {
        if (_at >= _text.Length)
        {
            throw SnowflakeException.Syntax(start, "the string has no end");
        }

        var c = Here;
        Advance();
        switch (c)
        {
            case 'b': value.Append('\b'); break;
            case 'f': value.Append('\f'); break;
            case 'n': value.Append('\n'); break;
            case 'r': value.Append('\r'); break;
            case 't': value.Append('\t'); break;
            case 'x': value.Append((char)TakeCode(2, 16, start)); break;
            case 'u': value.Append((char)TakeCode(4, 16, start)); break;
            case >= '0' and <= '7' when Here is >= '0' and <= '7' && Ahead(1) is >= '0' and <= '7':
                _at--;
                value.Append((char)TakeCode(3, 8, start));
                break;
            case '0': value.Append('\0'); break;
            default: value.Append(c); break;
        }
    }

    private int TakeCode(int digits, int radix, TextPosition start)
    {
        var code = 0;
        for (var i = 0; i < digits; i++, _at++)
        {
            var digit = char.IsAsciiHexDigit(Here) ? Convert.ToInt32(Here.ToString(CultureInfo.InvariantCulture), 16) : radix;
            code = digit < radix ? (code * radix) + digit : throw SnowflakeException.Syntax(start, "a bad escape in the string");
        }

        return code;
    }

    private void ReadDollar(int start, int line, int lineStart)
    {
        if (Ahead(1) == '$')
        {
            var position = Position;
            var end = _text.IndexOf("$$", _at + 2, StringComparison.Ordinal);
            if (end < 0)
            {
                throw SnowflakeException.Syntax(position, "the $$ string has no end");
            }

            while (_at < end + 2)
            {
                Advance();
            }

            Add(TokenKind.String, _text[(start + 2)..end], start, line, lineStart);
            return;
        }

        _at++;
        var kind = Here is >= '0' and <= '9' ? TokenKind.Positional : TokenKind.SessionVariable;
        if (!IsWordPart(Here))
        {
            throw SnowflakeException.Syntax(Position, "unexpected '$'");
        }

        Add(kind, TakeWord().ToUpperInvariant(), start, line, lineStart);
    }

    /// <summary>The parts of the name, then the path up to a space, a comma, a semicolon or a parenthesis.</summary>
    private void TakeStage()
    {
        while (_at < _text.Length && !char.IsWhiteSpace(Here) && Here is not (',' or ';' or '(' or ')' or '\''))
        {
            if (Here == '"')
            {
                TakeQuotedName();
            }
            else
            {
                Advance();
            }
        }
    }

    private void ReadSymbol(int start, int line, int lineStart)
    {
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(_text, _at, symbol, 0, symbol.Length) == 0)
            {
                _at += symbol.Length;
                Add(TokenKind.Symbol, symbol, start, line, lineStart);
                return;
            }
        }

        throw SnowflakeException.Syntax(Position, $"unexpected '{Here}'");
    }
}
