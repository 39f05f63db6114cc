using System.Collections.Frozen;

namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <content>What is read: FROM and its joins.</content>
internal sealed partial class SqlReader
{
    // Words that may follow a table, and so are no alias of it.
    private static readonly FrozenSet<string> AfterSource = FrozenSet.Create(
        StringComparer.Ordinal,
        "WHERE", "ON", "JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL", "ASOF", "DIRECTED", "LATERAL", "GROUP", "HAVING", "QUALIFY", "ORDER", "LIMIT", "OFFSET", "FETCH", "UNION", "EXCEPT", "MINUS", "INTERSECT",
        "USING", "SET", "WHEN", "START", "CONNECT", "PIVOT", "UNPIVOT", "MATCH_RECOGNIZE", "MATCH_CONDITION", "SAMPLE", "TABLESAMPLE", "AT", "BEFORE", "CHANGES", "FROM", "AS", "INTO", "WITH", "VALUES");

    private void Sources(List<SqlSource> sources, List<SqlExpression> conditions)
    {
        do
        {
            sources.Add(Source());
            while (TryJoin(sources, conditions))
            {
            }
        }
        while (TrySymbol(","));
    }

    private bool TryJoin(List<SqlSource> sources, List<SqlExpression> conditions)
    {
        var isNatural = TryWord("NATURAL");
        if (TryWord("CROSS") || TryWord("INNER"))
        {
            TryWord("DIRECTED");
            Word("JOIN");
        }
        else if (TryWord("LEFT") || TryWord("RIGHT") || TryWord("FULL"))
        {
            TryWord("OUTER");
            TryWord("DIRECTED");
            Word("JOIN");
        }
        else if (!TryWord("JOIN"))
        {
            return isNatural ? throw Unexpected() : false;
        }

        var left = sources.ToList();
        // A join in parentheses brings several.
        if (Current.IsSymbol("(") && !IsQuery())
        {
            Symbol("(");
            Sources(sources, conditions);
            Symbol(")");
        }
        else
        {
            sources.Add(Source());
        }

        if (TryWord("ON"))
        {
            conditions.Add(Expression());
        }
        else if (TryWord("USING"))
        {
            foreach (var column in Names())
            {
                if (left.Count == 1 && left[0].Name is { } one && sources[^1].Name is { } other)
                {
                    conditions.Add(new Operation("=", [new ColumnReference([one, column]), new ColumnReference([other, column])]));
                }
            }
        }

        return true;
    }

    private SqlSource Source()
    {
        TryWord("LATERAL");
        SqlQuery? query = null;
        List<string>? table = null;
        if (Current.IsSymbol("(") && IsQuery())
        {
            Symbol("(");
            query = Query();
            Symbol(")");
        }
        else if (Current.IsSymbol("("))
        {
            // VALUES, and joins in parentheses.
            if (!Ahead().IsWord("VALUES"))
            {
                throw Unexpected();
            }

            SkipParentheses();
        }
        else if (TrySymbol("@"))
        {
            throw Unexpected();
        }
        else if ((Current.IsWord("TABLE") && Ahead().IsSymbol("(")) || Current.IsWord("VALUES"))
        {
            _at++;
            do
            {
                SkipParentheses();
            }
            while (TrySymbol(",") && Current.IsSymbol("("));
        }
        else
        {
            table = ObjectName();
            if (Current.IsSymbol("("))
            {
                table = null;
                SkipParentheses();
            }
        }

        AfterTable();
        var alias = TryWord("AS") ? Identifier() : IsAlias() ? Identifier() : null;
        var columns = alias is not null && Current.IsSymbol("(") ? Names() : [];
        AfterTable();
        return new SqlSource(alias, table, query, columns);
    }

    private List<string> ObjectName()
    {
        List<string> parts = [Identifier()];
        while (TrySymbol("."))
        {
            // A database's default schema: db..table.
            if (!Current.IsSymbol("."))
            {
                parts.Add(Identifier());
            }
            else
            {
                parts.Add("PUBLIC");
            }
        }

        return parts;
    }

    // Time travel, changes and samples: the table stays the same.
    private void AfterTable()
    {
        while (Current is { Kind: SqlTokenKind.Word, Text: "AT" or "BEFORE" or "CHANGES" or "END" or "SAMPLE" or "TABLESAMPLE" } && (Ahead().IsSymbol("(") || Current.Text is "SAMPLE" or "TABLESAMPLE"))
        {
            _at++;
            _ = TryWord("BERNOULLI") || TryWord("ROW") || TryWord("SYSTEM") || TryWord("BLOCK");
            SkipParentheses();
            if (TryWord("SEED") || TryWord("REPEATABLE"))
            {
                SkipParentheses();
            }
        }
    }

    private bool IsAlias() => Current.Kind == SqlTokenKind.Quoted || (Current.Kind == SqlTokenKind.Word && !AfterSource.Contains(Current.Text));
}
