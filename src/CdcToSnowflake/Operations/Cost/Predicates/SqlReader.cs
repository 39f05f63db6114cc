namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>
/// Reads what a query, or a statement that changes rows, reads and compares. It knows the manual's "Query syntax", MERGE, UPDATE, DELETE, INSERT and CREATE TABLE AS; of anything else it says that it can't be read.
/// </summary>
internal sealed partial class SqlReader
{
    // A statement of 100,000 characters may be parentheses all through.
    private const int Deepest = 150;

    private readonly List<SqlToken> _tokens;
    private int _at;
    private int _depth;

    private SqlReader(List<SqlToken> tokens) => _tokens = tokens;

    /// <summary>Reads a statement to its end.</summary>
    /// <exception cref="UnreadableQueryException">It can't be.</exception>
    public static SqlQuery Read(string text)
    {
        var reader = new SqlReader(SqlTokenizer.Read(text));
        var query = reader.Statement();
        while (reader.TrySymbol(";"))
        {
        }

        return reader.Current.Kind == SqlTokenKind.End ? query : throw reader.Unexpected();
    }

    private SqlToken Current => _tokens[_at];

    private SqlToken Ahead(int by = 1) => _tokens[Math.Min(_at + by, _tokens.Count - 1)];

    private SqlQuery Statement()
    {
        if (IsQuery())
        {
            return Query();
        }

        if (TryWord("INSERT"))
        {
            return Insert();
        }

        if (TryWord("MERGE"))
        {
            return Merge();
        }

        if (TryWord("UPDATE"))
        {
            return Update();
        }

        if (TryWord("DELETE"))
        {
            return Delete();
        }

        return TryWord("CREATE") ? CreateAs() : throw Unexpected();
    }

    private bool IsQuery()
    {
        var ahead = 0;
        while (Ahead(ahead).IsSymbol("("))
        {
            ahead++;
        }

        return Ahead(ahead) is { Kind: SqlTokenKind.Word, Text: "SELECT" or "WITH" };
    }

    private bool TryWord(string word)
    {
        if (Current.IsWord(word))
        {
            _at++;
            return true;
        }

        return false;
    }

    private bool TryWords(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!Ahead(i).IsWord(words[i]))
            {
                return false;
            }
        }

        _at += words.Length;
        return true;
    }

    private bool TrySymbol(string symbol)
    {
        if (Current.IsSymbol(symbol))
        {
            _at++;
            return true;
        }

        return false;
    }

    private void Word(string word)
    {
        if (!TryWord(word))
        {
            throw Unexpected();
        }
    }

    private void Symbol(string symbol)
    {
        if (!TrySymbol(symbol))
        {
            throw Unexpected();
        }
    }

    private string Identifier()
    {
        if (Current.Kind is not (SqlTokenKind.Word or SqlTokenKind.Quoted))
        {
            throw Unexpected();
        }

        return _tokens[_at++].Text;
    }

    private List<string> Names()
    {
        Symbol("(");
        List<string> names = [];
        do
        {
            names.Add(Identifier());
        }
        while (TrySymbol(","));
        Symbol(")");
        return names;
    }

    /// <summary>Passes over what is in parentheses, and doesn't matter.</summary>
    private void SkipParentheses()
    {
        Symbol("(");
        for (var open = 1; open > 0; _at++)
        {
            open += Current switch
            {
                { Kind: SqlTokenKind.End } => throw Unexpected(),
                { Kind: SqlTokenKind.Symbol, Text: "(" } => 1,
                { Kind: SqlTokenKind.Symbol, Text: ")" } => -1,
                _ => 0,
            };
        }
    }

    private T Deeper<T>(Func<T> read)
    {
        if (++_depth > Deepest)
        {
            throw new UnreadableQueryException("It is nested too deeply.");
        }

        var result = read();
        _depth--;
        return result;
    }

    private UnreadableQueryException Unexpected() => new(Current.Kind == SqlTokenKind.End ? "It ends too soon." : $"'{Current.Text}' isn't known there.");
}
