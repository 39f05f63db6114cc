using System.Runtime.CompilerServices;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

/// <summary>Recursive descent over the tokens of one text; each statement family has its own file.</summary>
internal sealed partial class Parser
{
    private readonly string _text;
    private readonly List<Token> _tokens;
    private int _at;
    private int _parameters;

    public Parser(string text)
    {
        _text = text;
        _tokens = Tokenizer.Read(text);
    }

    private Token Here => _tokens[_at];

    private TextPosition Position => Here.Position;

    public NodeList<Statement> ParseScript()
    {
        var statements = new List<Statement>();
        while (Here.Kind != TokenKind.End)
        {
            if (TrySymbol(";"))
            {
                continue;
            }

            statements.Add(ParseStatement());
            if (Here.Kind != TokenKind.End)
            {
                ExpectSymbol(";");
            }
        }

        return [.. statements];
    }

    public Expression ParseWholeExpression()
    {
        var expression = ParseExpression();
        return Here.Kind == TokenKind.End ? expression : throw Unexpected();
    }

    private Token Ahead(int count) => _tokens[Math.Min(_at + count, _tokens.Count - 1)];

    private Token Next()
    {
        var token = Here;
        if (token.Kind != TokenKind.End)
        {
            _at++;
        }

        return token;
    }

    private bool IsWord(string word) => Here.IsWord(word);

    private bool IsSymbol(string symbol) => Here.IsSymbol(symbol);

    /// <summary>Whether these words come next, all of them.</summary>
    private bool AreWords(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!Ahead(i).IsWord(words[i]))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryWord(string word)
    {
        if (!IsWord(word))
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool TryWords(params ReadOnlySpan<string> words)
    {
        if (!AreWords(words))
        {
            return false;
        }

        _at += words.Length;
        return true;
    }

    private void ExpectWord(string word)
    {
        if (!TryWord(word))
        {
            throw Unexpected($"'{word}'");
        }
    }

    private void ExpectWords(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            ExpectWord(word);
        }
    }

    private bool TrySymbol(string symbol)
    {
        if (!IsSymbol(symbol))
        {
            return false;
        }

        _at++;
        return true;
    }

    private void ExpectSymbol(string symbol)
    {
        if (!TrySymbol(symbol))
        {
            throw Unexpected($"'{symbol}'");
        }
    }

    private SnowflakeException Unexpected(string? expected = null)
    {
        var found = Here.Kind == TokenKind.End ? "the end of the text" : $"'{Excerpt(Here)}'";
        return SnowflakeException.Syntax(Position, expected is null ? $"unexpected {found}" : $"unexpected {found} where {expected} should stand");
    }

    private string Excerpt(Token token) => _text[token.Start..Math.Min(token.End, token.Start + 40)];

    private NotEmulatedException NotEmulated(string feature) => new(feature, Position);

    /// <summary>Where a known word should stand: another word is something not emulated, anything else is a syntax error.</summary>
    private SnowflakeException Missing(string feature, string expected) => Here.Kind == TokenKind.Word ? NotEmulated(feature) : Unexpected(expected);

    /// <summary>Refuses words that begin something which Snowflake knows and this does not.</summary>
    private void RefuseWord(string word, string? feature = null)
    {
        if (IsWord(word))
        {
            throw NotEmulated(feature ?? word);
        }
    }

    /// <summary>Nested too deeply for the thread's stack: an error of the text, not a crash.</summary>
    private void GuardDepth()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw SnowflakeException.Compilation(Position, "the text is nested too deeply.");
        }
    }

    private string TextBetween(int start, int endToken) => _text[start..Math.Max(start, _tokens[Math.Max(endToken - 1, 0)].End)];

    private List<T> ParseList<T>(Func<T> item)
    {
        var items = new List<T> { item() };
        while (TrySymbol(","))
        {
            items.Add(item());
        }

        return items;
    }

    private NodeList<T> ParseParenthesized<T>(Func<T> item)
    {
        ExpectSymbol("(");
        var items = ParseList(item);
        ExpectSymbol(")");
        return [.. items];
    }
}
