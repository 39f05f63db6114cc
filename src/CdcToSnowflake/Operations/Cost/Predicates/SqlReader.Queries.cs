namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <content>Queries, by the manual's "Query syntax".</content>
internal sealed partial class SqlReader
{
    private SqlQuery Query() => Deeper(() =>
    {
        List<NamedQuery> with = [];
        if (TryWord("WITH"))
        {
            TryWord("RECURSIVE");
            do
            {
                var name = Identifier();
                var columns = Current.IsSymbol("(") ? Names() : [];
                Word("AS");
                Symbol("(");
                with.Add(new NamedQuery(name, columns, Query()));
                Symbol(")");
            }
            while (TrySymbol(","));
        }

        List<SqlSelect> parts = [Part()];
        while (TryWord("UNION") || TryWord("EXCEPT") || TryWord("MINUS") || TryWord("INTERSECT"))
        {
            _ = TryWord("ALL") || TryWord("DISTINCT");
            TryWords("BY", "NAME");
            parts.Add(Part());
        }

        if (TryWords("ORDER", "BY"))
        {
            Ordering([]);
        }

        Limit();
        return new SqlQuery(with, parts);
    });

    private SqlSelect Part()
    {
        if (TrySymbol("("))
        {
            var inner = Query();
            Symbol(")");
            return new SqlSelect([new SelectItem(null, null, null)], [new SqlSource(null, null, inner, [])], [], []);
        }

        Word("SELECT");
        _ = TryWord("DISTINCT") || TryWord("ALL");
        if (TryWord("TOP"))
        {
            _at++;
        }

        var items = Items();
        List<SqlSource> sources = [];
        List<SqlExpression> conditions = [];
        List<SqlExpression> others = [.. items.Where(item => item.Value is not null).Select(item => item.Value!)];
        if (TryWord("FROM"))
        {
            Sources(sources, conditions);
        }

        Where(conditions);
        if (TryWords("GROUP", "BY") && !TryWord("ALL"))
        {
            others.AddRange(Expressions());
        }

        if (TryWord("HAVING"))
        {
            others.Add(Expression());
        }

        if (TryWord("QUALIFY"))
        {
            others.Add(Expression());
        }

        return new SqlSelect(items, sources, conditions, others);
    }

    private List<SelectItem> Items()
    {
        List<SelectItem> items = [];
        do
        {
            items.Add(Item());
        }
        while (TrySymbol(","));
        return items;
    }

    private SelectItem Item()
    {
        if (TrySymbol("*"))
        {
            AfterStar();
            return new SelectItem(null, null, null);
        }

        for (var ahead = 0; Ahead(ahead).Kind is SqlTokenKind.Word or SqlTokenKind.Quoted && Ahead(ahead + 1).IsSymbol("."); ahead += 2)
        {
            if (Ahead(ahead + 2).IsSymbol("*"))
            {
                var alias = Ahead(ahead).Text;
                _at += ahead + 3;
                AfterStar();
                return new SelectItem(null, null, alias);
            }
        }

        var value = Expression();
        var name = TryWord("AS") ? Identifier() : IsAlias() ? Identifier() : value is ColumnReference column ? column.Parts[^1] : null;
        return new SelectItem(name, value, null);
    }

    private void AfterStar()
    {
        while (TryWord("EXCLUDE") || TryWord("RENAME") || TryWord("REPLACE") || TryWord("ILIKE"))
        {
            if (Current.IsSymbol("("))
            {
                SkipParentheses();
                continue;
            }

            _at++;
            if (TryWord("AS"))
            {
                _at++;
            }
        }
    }

    private void Ordering(List<SqlExpression> others)
    {
        do
        {
            others.Add(Expression());
            _ = TryWord("ASC") || TryWord("DESC");
            if (TryWord("NULLS"))
            {
                _ = TryWord("FIRST") || TryWord("LAST");
            }
        }
        while (TrySymbol(","));
    }

    private void Limit()
    {
        if (TryWord("LIMIT"))
        {
            _ = TryWord("NULL") ? null : Primary();
        }

        if (TryWord("OFFSET"))
        {
            Primary();
            _ = TryWord("ROW") || TryWord("ROWS");
        }

        if (TryWord("FETCH"))
        {
            _ = TryWord("FIRST") || TryWord("NEXT");
            Primary();
            _ = TryWord("ROW") || TryWord("ROWS");
            TryWord("ONLY");
        }
    }
}
