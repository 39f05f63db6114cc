namespace CdcToSnowflake.Capture.Statements;

/// <summary>ALTER TABLE.</summary>
internal sealed partial class StatementParser
{
    private SourceStatement Alter()
    {
        var ignores = false;
        while (Take("ONLINE") || Take("OFFLINE") || (Take("IGNORE") && (ignores = true)))
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
        // MariaDB's IGNORE deletes rows that a new unique key finds twice, and trims values that don't fit.
        var effect = ignores ? StatementEffect.MovesRows : StatementEffect.Alters;
        var columns = new List<ColumnChange>();
        var dropped = new List<string>();
        var renamed = new List<(string From, string To)>();
        var tables = new List<TableName> { table };
        string? charset = null;
        do
        {
            if (Take("RENAME"))
            {
                if (Take("COLUMN"))
                {
                    SkipIfExists();
                    effect = Stronger(effect, StatementEffect.RenamesColumn);
                    var before = Identifier();
                    renamed.Add((before, Take("TO") ? Identifier() : ""));
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
                if (!before.Equals(after, StringComparison.OrdinalIgnoreCase))
                {
                    effect = Stronger(effect, StatementEffect.RenamesColumn);
                    renamed.Add((before, after));
                }

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
            else if (Take("DISCARD") || Take("IMPORT") || (Take("TRUNCATE") && Take("PARTITION")))
            {
                effect = StatementEffect.MovesRows;
            }
            else if (Take("EXCHANGE"))
            {
                effect = StatementEffect.MovesRows;
                AddTableAfter("WITH", tables);
            }
            else if (Take("CONVERT"))
            {
                if (_token.IsWord("TO"))
                {
                    charset = Charset();
                }
                else
                {
                    effect = StatementEffect.MovesRows;
                    AddTableAfter(_token.IsWord("TABLE") ? "" : "TO", tables);
                }
            }
        }
        while (SkipToComma());
        return new SourceStatement(effect, tables) { Columns = columns, DroppedColumns = dropped, RenamedColumns = renamed, Charset = charset };
    }

    // The other table of ALTER TABLE … EXCHANGE PARTITION … WITH TABLE, of MariaDB's CONVERT PARTITION … TO TABLE, and of CONVERT TABLE … TO PARTITION.
    private void AddTableAfter(string word, List<TableName> tables)
    {
        if ((word.Length == 0 || SkipTo(word)) && Take("TABLE"))
        {
            tables.Add(Name());
        }
    }

    // CONVERT TO CHARACTER SET, or CHARSET.
    private string Charset()
    {
        Advance();
        Take("CHARACTER");
        Advance();
        TakeSymbol('=');
        return _token.Text ?? "";
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
}
