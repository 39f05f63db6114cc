namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <content>Statements that change rows, each as the SELECT that is in it.</content>
internal sealed partial class SqlReader
{
    private SqlQuery Insert()
    {
        TryWord("OVERWRITE");
        Word("INTO");
        ObjectName();
        if (Current.IsSymbol("(") && !IsQuery())
        {
            Names();
        }

        if (IsQuery())
        {
            return Query();
        }

        Word("VALUES");
        List<SqlExpression> values = [];
        do
        {
            values.Add(Primary());
        }
        while (TrySymbol(","));
        return One([], [], values);
    }

    private SqlQuery CreateAs()
    {
        // Its columns and options stand before AS, and have no predicates.
        var open = 0;
        while (open > 0 || !Current.IsWord("AS"))
        {
            open += Current.IsSymbol("(") ? 1 : Current.IsSymbol(")") ? -1 : 0;
            if (Current.Kind == SqlTokenKind.End)
            {
                throw Unexpected();
            }

            _at++;
        }

        Word("AS");
        return IsQuery() ? Query() : throw Unexpected();
    }

    private SqlQuery Merge()
    {
        Word("INTO");
        var target = Source();
        Word("USING");
        var source = Source();
        Word("ON");
        var on = Expression();
        List<SqlExpression> others = [];
        while (TryWord("WHEN"))
        {
            TryWord("NOT");
            Word("MATCHED");
            if (TryWord("AND"))
            {
                others.Add(Expression());
            }

            Word("THEN");
            if (TryWord("DELETE"))
            {
                continue;
            }

            if (TryWord("UPDATE"))
            {
                Word("SET");
                Assignments(others);
                continue;
            }

            Word("INSERT");
            if (Current.IsSymbol("("))
            {
                Names();
            }

            Word("VALUES");
            others.Add(Primary());
        }

        return One([target, source], [on], others);
    }

    private SqlQuery Update()
    {
        List<SqlSource> sources = [Source()];
        List<SqlExpression> conditions = [];
        List<SqlExpression> others = [];
        Word("SET");
        Assignments(others);
        if (TryWord("FROM"))
        {
            Sources(sources, conditions);
        }

        Where(conditions);
        return One(sources, conditions, others);
    }

    private SqlQuery Delete()
    {
        Word("FROM");
        List<SqlSource> sources = [Source()];
        List<SqlExpression> conditions = [];
        if (TryWord("USING"))
        {
            Sources(sources, conditions);
        }

        Where(conditions);
        return One(sources, conditions, []);
    }

    private void Assignments(List<SqlExpression> values)
    {
        if (TryWords("ALL", "BY", "NAME"))
        {
            return;
        }

        do
        {
            ObjectName();
            Symbol("=");
            values.Add(TryWord("DEFAULT") ? new ConstantExpression("") : Expression());
        }
        while (TrySymbol(","));
    }

    private void Where(List<SqlExpression> conditions)
    {
        if (TryWord("WHERE"))
        {
            conditions.Add(Expression());
        }
    }

    private static SqlQuery One(IReadOnlyList<SqlSource> sources, IReadOnlyList<SqlExpression> conditions, IReadOnlyList<SqlExpression> others) => new([], [new SqlSelect([], sources, conditions, others)]);
}
