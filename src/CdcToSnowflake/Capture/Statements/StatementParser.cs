namespace CdcToSnowflake.Capture.Statements;

/// <summary>Understands the statements that a row-format binlog still has as text: DDL, and what a server changes by itself. What it doesn't know has no effect on rows.</summary>
internal sealed partial class StatementParser
{
    private readonly SqlTokenizer _tokens;
    private readonly string _defaultSchema;
    private SqlToken _token;

    private StatementParser(string sql, string defaultSchema, SqlMode mode)
    {
        _tokens = new SqlTokenizer(sql, mode.HasBackslashEscapes);
        _defaultSchema = defaultSchema;
        Advance();
    }

    /// <summary>Reads a statement.</summary>
    /// <param name="sql">The text of the QUERY event.</param>
    /// <param name="defaultSchema">The default schema of the QUERY event.</param>
    /// <param name="mode">The session's sql_mode.</param>
    public static SourceStatement Parse(string sql, string defaultSchema, SqlMode mode) => new StatementParser(sql, defaultSchema, mode).Statement();

    private SourceStatement Statement()
    {
        if (Take("SET"))
        {
            // MariaDB: SET STATEMENT variable = value FOR the statement proper.
            return Take("STATEMENT") && SkipTo("FOR") ? Statement() : SourceStatement.None;
        }

        if (Take("TRUNCATE"))
        {
            Take("TABLE");
            return new SourceStatement(StatementEffect.Empties, [Name()]);
        }

        if (Take("DROP"))
        {
            return Drop();
        }

        if (Take("RENAME"))
        {
            return Take("TABLE") || Take("TABLES") ? Rename() : SourceStatement.None;
        }

        if (Take("ALTER"))
        {
            return Alter();
        }

        if (Take("CREATE"))
        {
            return Create();
        }

        if (Take("DELETE"))
        {
            Take("FROM");
            var table = Name();
            return new SourceStatement(_token.Kind == SqlTokenKind.End ? StatementEffect.Empties : StatementEffect.ChangesRows, [table]);
        }

        if (Take("INSERT") || Take("REPLACE") || Take("UPDATE"))
        {
            Take("IGNORE");
            Take("INTO");
            return new SourceStatement(StatementEffect.ChangesRows, [Name()]);
        }

        return _token.IsWord("LOAD") ? new SourceStatement(StatementEffect.ChangesRows, []) : SourceStatement.None;
    }

    private SourceStatement Drop()
    {
        if (Take("DATABASE") || Take("SCHEMA"))
        {
            SkipIfExists();
            return new SourceStatement(StatementEffect.DropsSchema, [new TableName(Identifier(), "")]);
        }

        if (!Take("TABLE") && !Take("TABLES"))
        {
            return SourceStatement.None; // TEMPORARY tables aren't in the log; views, indexes and the rest hold no rows
        }

        SkipIfExists();
        var tables = new List<TableName> { Name() };
        while (TakeSymbol(','))
        {
            tables.Add(Name());
        }

        return new SourceStatement(StatementEffect.Empties, tables);
    }

    private SourceStatement Rename()
    {
        SkipIfExists();
        var tables = new List<TableName>();
        do
        {
            tables.Add(Name());
            SkipTo("TO");
            tables.Add(Name());
        }
        while (SkipToComma());
        return new SourceStatement(StatementEffect.RenamesTable, tables);
    }

    private SourceStatement Create()
    {
        var replaces = Take("OR") && Take("REPLACE");
        if (!Take("TABLE"))
        {
            return SourceStatement.None;
        }

        var mayBeThere = SkipIfNotExists();
        var table = Name();
        return new SourceStatement(HasQuery() ? StatementEffect.ChangesRows : replaces ? StatementEffect.Empties : StatementEffect.Alters, [table]) { MakesTable = !mayBeThere, MayMakeTable = mayBeThere };
    }

    // After CREATE TABLE's name. By rows it is logged without its query; with one, no rows follow. A query's first word is reserved: as a name it stands in quotes.
    private bool HasQuery()
    {
        // Outside of parentheses, or behind those that open there.
        var mayBegin = true;
        for (var depth = 0; _token.Kind != SqlTokenKind.End; Advance())
        {
            if (mayBegin && (_token.IsWord("SELECT") || _token.IsWord("TABLE") || _token.IsWord("VALUES")))
            {
                return true;
            }

            if (mayBegin && Take("WITH") && !_token.IsWord("SYSTEM")) // MariaDB's WITH SYSTEM VERSIONING is an option
            {
                return true;
            }

            depth += _token.IsSymbol('(') ? 1 : _token.IsSymbol(')') ? -1 : 0;
            mayBegin = _token.IsSymbol('(') ? mayBegin : depth <= 0;
        }

        return false;
    }

    private TableName Name()
    {
        var first = Identifier();
        return TakeSymbol('.') ? new TableName(first, Identifier()) : new TableName(_defaultSchema, first);
    }

    private string Identifier()
    {
        if (_token.Kind is not (SqlTokenKind.Word or SqlTokenKind.QuotedName))
        {
            return ""; // a statement that the server took but that isn't understood here: it names no table that is known
        }

        var name = _token.Text;
        Advance();
        return name;
    }

    private void SkipIfExists()
    {
        if (Take("IF"))
        {
            Take("EXISTS");
        }
    }

    private bool SkipIfNotExists() => Take("IF") && Take("NOT") && Take("EXISTS");

    private bool SkipTo(string word)
    {
        while (_token.Kind != SqlTokenKind.End)
        {
            if (Take(word))
            {
                return true;
            }

            Advance();
        }

        return false;
    }

    // To the next comma outside of parentheses.
    private bool SkipToComma()
    {
        var depth = 0;
        while (_token.Kind != SqlTokenKind.End)
        {
            if (_token.IsSymbol('('))
            {
                depth++;
            }
            else if (_token.IsSymbol(')'))
            {
                depth--;
            }
            else if (depth <= 0 && _token.IsSymbol(','))
            {
                Advance();
                return true;
            }

            Advance();
        }

        return false;
    }

    private bool Take(string word)
    {
        if (!_token.IsWord(word))
        {
            return false;
        }

        Advance();
        return true;
    }

    private bool TakeSymbol(char symbol)
    {
        if (!_token.IsSymbol(symbol))
        {
            return false;
        }

        Advance();
        return true;
    }

    private void Advance() => _token = _tokens.Next();
}
