namespace CdcToSnowflake.Capture.Statements;

/// <summary>Understands the statements that a row-format binlog still has as text: DDL. What it doesn't know has no effect on rows.</summary>
internal sealed class StatementParser
{
    private readonly SqlTokenizer _tokens;
    private readonly string _defaultSchema;
    private SqlToken _token;

    private StatementParser(string sql, string defaultSchema)
    {
        _tokens = new SqlTokenizer(sql);
        _defaultSchema = defaultSchema;
        Advance();
    }

    /// <summary>Reads a statement.</summary>
    /// <param name="sql">The text of the QUERY event.</param>
    /// <param name="defaultSchema">The default schema of the QUERY event.</param>
    public static SourceStatement Parse(string sql, string defaultSchema) => new StatementParser(sql, defaultSchema).Statement();

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

        return _token.IsWord("INSERT") || _token.IsWord("REPLACE") || _token.IsWord("UPDATE") || _token.IsWord("DELETE") || _token.IsWord("LOAD")
            ? new SourceStatement(StatementEffect.ChangesRows, [])
            : SourceStatement.None;
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

        SkipIfNotExists();
        return new SourceStatement(replaces ? StatementEffect.Empties : StatementEffect.Alters, [Name()]);
    }

    private SourceStatement Alter()
    {
        while (Take("ONLINE") || Take("OFFLINE") || Take("IGNORE"))
        {
        }

        if (!Take("TABLE"))
        {
            return SourceStatement.None;
        }

        SkipIfExists();
        var table = Name();
        if (Take("WAIT"))
        {
            Advance(); // MariaDB: how many seconds
        }

        Take("NOWAIT");
        var effect = StatementEffect.Alters;
        var columns = new List<ColumnChange>();
        var dropped = new List<string>();
        do
        {
            if (Take("RENAME"))
            {
                if (Take("COLUMN"))
                {
                    effect = Stronger(effect, StatementEffect.RenamesColumn);
                }
                else if (!_token.IsWord("INDEX") && !_token.IsWord("KEY"))
                {
                    if (!Take("TO") && !Take("AS"))
                    {
                        TakeSymbol('=');
                    }

                    return new SourceStatement(StatementEffect.RenamesTable, [table, Name()]);
                }
            }
            else if (Take("CHANGE"))
            {
                Take("COLUMN");
                SkipIfExists();
                var before = Identifier();
                var after = Identifier();
                effect = before.Equals(after, StringComparison.OrdinalIgnoreCase) ? effect : Stronger(effect, StatementEffect.RenamesColumn);
                columns.Add(new ColumnChange(after, false, false, ColumnDefinition.Of(Definition())));
            }
            else if (Take("MODIFY"))
            {
                Take("COLUMN");
                SkipIfExists();
                columns.Add(new ColumnChange(Identifier(), false, false, ColumnDefinition.Of(Definition())));
            }
            else if (Take("ADD"))
            {
                AddColumns(columns);
            }
            else if (Take("DROP"))
            {
                if (Take("PARTITION"))
                {
                    effect = StatementEffect.MovesRows;
                }
                else
                {
                    Take("COLUMN");
                    SkipIfExists();
                    dropped.Add(Identifier()); // or a word such as INDEX, which names no column
                }
            }
            else if (Take("DISCARD") || Take("IMPORT") || ((Take("TRUNCATE") || Take("EXCHANGE") || Take("CONVERT")) && Take("PARTITION")))
            {
                effect = StatementEffect.MovesRows;
            }
        }
        while (SkipToComma());
        return new SourceStatement(effect, [table]) { Columns = columns, DroppedColumns = dropped };
    }

    // After ADD: a column, several in parentheses, or something else, such as an index.
    private void AddColumns(List<ColumnChange> columns)
    {
        var isColumn = Take("COLUMN");
        var ifNotExists = SkipIfNotExists();
        var isList = TakeSymbol('(');
        do
        {
            var isWord = _token.Kind == SqlTokenKind.Word;
            var name = Identifier();
            if (isColumn || !isWord || !IsNoColumn(name))
            {
                columns.Add(new ColumnChange(name, true, ifNotExists, ColumnDefinition.Of(Definition())));
            }
            else
            {
                Definition();
            }
        }
        while (isList && TakeSymbol(','));
    }

    // The last three are no reserved words everywhere, so that columns can have these names.
    private bool IsNoColumn(string name) => name.ToUpperInvariant() switch
    {
        "INDEX" or "KEY" or "UNIQUE" or "PRIMARY" or "FULLTEXT" or "SPATIAL" or "CONSTRAINT" or "FOREIGN" or "CHECK" or "PARTITION" => true,
        "VECTOR" => _token.IsWord("INDEX") || _token.IsWord("KEY") || _token.IsSymbol('('),
        "SYSTEM" => _token.IsWord("VERSIONING"),
        "PERIOD" => _token.IsWord("FOR"),
        _ => false,
    };

    // Up to the comma or parenthesis that ends it, which stays.
    private List<SqlToken> Definition()
    {
        var tokens = new List<SqlToken>();
        for (var depth = 0; _token.Kind != SqlTokenKind.End && (depth > 0 || !(_token.IsSymbol(',') || _token.IsSymbol(')'))); Advance())
        {
            depth += _token.IsSymbol('(') ? 1 : _token.IsSymbol(')') ? -1 : 0;
            tokens.Add(_token);
        }

        return tokens;
    }

    private static StatementEffect Stronger(StatementEffect a, StatementEffect b) => a > b ? a : b;

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
