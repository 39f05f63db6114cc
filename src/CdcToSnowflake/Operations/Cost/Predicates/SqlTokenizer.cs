using System.Text;

namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>Splits a statement into tokens, by the manual's "Identifier requirements" and "String &amp; binary data types".</summary>
internal sealed class SqlTokenizer(string text)
{
    private static readonly string[] Symbols = ["::", "<=", ">=", "<>", "!=", "||", "=>", "->"];

    private int _at;

    public static List<SqlToken> Read(string text)
    {
        var tokenizer = new SqlTokenizer(text);
        List<SqlToken> tokens = [];
        do
        {
            tokens.Add(tokenizer.Next());
        }
        while (tokens[^1].Kind != SqlTokenKind.End);
        return tokens;
    }

    private SqlToken Next()
    {
        SkipBlanks();
        if (_at >= text.Length)
        {
            return new SqlToken(SqlTokenKind.End, "");
        }

        var c = text[_at];
        if (char.IsLetter(c) || c == '_')
        {
            return new SqlToken(SqlTokenKind.Word, While(static c => char.IsLetterOrDigit(c) || c is '_' or '$').ToUpperInvariant());
        }

        if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1])))
        {
            return Number();
        }

        return c switch
        {
            '"' => new SqlToken(SqlTokenKind.Quoted, Quoted()),
            '\'' => Text(),
            '?' => Constant(1),
            '$' when text.AsSpan(_at).StartsWith("$$") => Dollars(),
            '$' => Variable(),
            _ => Symbol(),
        };
    }

    private void SkipBlanks()
    {
        while (_at < text.Length)
        {
            var rest = text.AsSpan(_at);
            if (char.IsWhiteSpace(rest[0]))
            {
                _at++;
            }
            else if (rest.StartsWith("--") || rest.StartsWith("//"))
            {
                _at = text.IndexOf('\n', _at) is >= 0 and var end ? end : text.Length;
            }
            else if (rest.StartsWith("/*"))
            {
                _at = text.IndexOf("*/", _at + 2, StringComparison.Ordinal) is >= 0 and var end ? end + 2 : throw new UnreadableQueryException("A comment has no end.");
            }
            else
            {
                return;
            }
        }
    }

    private string While(Func<char, bool> isPart)
    {
        var start = _at;
        while (_at < text.Length && isPart(text[_at]))
        {
            _at++;
        }

        return text[start.._at];
    }

    private SqlToken Number()
    {
        While(static c => char.IsAsciiDigit(c) || c == '.');
        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            _at++;
            if (_at < text.Length && text[_at] is '+' or '-')
            {
                _at++;
            }

            While(char.IsAsciiDigit);
        }

        return new SqlToken(SqlTokenKind.Constant, "0");
    }

    private string Quoted()
    {
        var name = new StringBuilder();
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] != '"')
            {
                name.Append(text[_at]);
            }
            else if (_at + 1 < text.Length && text[_at + 1] == '"')
            {
                name.Append(text[_at++]);
            }
            else
            {
                _at++;
                return name.ToString();
            }
        }

        throw new UnreadableQueryException("A quoted name has no end.");
    }

    // Of texts only LIKE's patterns matter, and of those only how they begin.
    private SqlToken Text()
    {
        var start = ++_at;
        for (; _at < text.Length; _at++)
        {
            if (text[_at] == '\\')
            {
                _at++;
            }
            else if (text[_at] == '\'')
            {
                if (_at + 1 < text.Length && text[_at + 1] == '\'')
                {
                    _at++;
                    continue;
                }

                return new SqlToken(SqlTokenKind.Constant, text[start.._at++]);
            }
        }

        throw new UnreadableQueryException("A text has no end.");
    }

    private SqlToken Dollars()
    {
        var end = text.IndexOf("$$", _at + 2, StringComparison.Ordinal);
        return end < 0 ? throw new UnreadableQueryException("A text in $$ has no end.") : Constant(end + 2 - _at);
    }

    private SqlToken Variable()
    {
        _at++;
        While(static c => char.IsLetterOrDigit(c) || c == '_');
        return new SqlToken(SqlTokenKind.Constant, "");
    }

    private SqlToken Constant(int length)
    {
        _at += length;
        return new SqlToken(SqlTokenKind.Constant, "");
    }

    private SqlToken Symbol()
    {
        foreach (var symbol in Symbols)
        {
            if (text.AsSpan(_at).StartsWith(symbol))
            {
                _at += symbol.Length;
                return new SqlToken(SqlTokenKind.Symbol, symbol);
            }
        }

        return new SqlToken(SqlTokenKind.Symbol, text[_at++].ToString());
    }
}
