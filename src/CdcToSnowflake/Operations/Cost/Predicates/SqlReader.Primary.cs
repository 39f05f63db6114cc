namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <content>Columns, constants, functions, and what stands in brackets.</content>
internal sealed partial class SqlReader
{
    private SqlExpression Primary()
    {
        var token = Current;
        if (token.Kind == SqlTokenKind.Constant)
        {
            _at++;
            return new ConstantExpression(token.Text);
        }

        if (token.Kind == SqlTokenKind.Symbol)
        {
            return Bracketed();
        }

        if (token.Kind == SqlTokenKind.End)
        {
            throw Unexpected();
        }

        return token.Kind == SqlTokenKind.Word && Special(token.Text) is { } special ? special : Named();
    }

    private SqlExpression Bracketed()
    {
        if (TrySymbol("("))
        {
            if (IsQuery())
            {
                var query = new SubqueryExpression(Query());
                Symbol(")");
                return query;
            }

            var values = TrySymbol(")") ? [] : Closed(")");
            return values.Count == 1 ? values[0] : new Operation("ROW", values);
        }

        if (TrySymbol("["))
        {
            return new Operation(Operation.Other, TrySymbol("]") ? [] : Closed("]"));
        }

        if (TrySymbol("{"))
        {
            return Object();
        }

        // A bind or a variable of a script.
        if (TrySymbol(":"))
        {
            _at++;
            return new ConstantExpression("");
        }

        return TrySymbol("*") ? new ConstantExpression("") : throw Unexpected();
    }

    private List<SqlExpression> Closed(string end)
    {
        var values = Expressions();
        Symbol(end);
        return values;
    }

    private Operation Object()
    {
        List<SqlExpression> values = [];
        while (!TrySymbol("}"))
        {
            if (!TrySymbol("*"))
            {
                _at++;
                Symbol(":");
                values.Add(Expression());
            }

            if (!TrySymbol(",") && !Current.IsSymbol("}"))
            {
                throw Unexpected();
            }
        }

        return new Operation(Operation.Other, values);
    }

    private SqlExpression? Special(string word)
    {
        var isCall = Ahead().IsSymbol("(");
        switch (word)
        {
            case "NULL" or "TRUE" or "FALSE":
            case "CURRENT_DATE" or "CURRENT_TIME" or "CURRENT_TIMESTAMP" or "CURRENT_USER" or "LOCALTIME" or "LOCALTIMESTAMP" when !isCall:
                _at++;
                return new ConstantExpression("");
            case "DATE" or "TIME" or "TIMESTAMP" or "TIMESTAMP_NTZ" or "TIMESTAMP_LTZ" or "TIMESTAMP_TZ" or "INTERVAL" when Ahead().Kind == SqlTokenKind.Constant:
                _at += 2;
                return new ConstantExpression("");
            case "CASE":
                _at++;
                return Case();
            case "CAST" or "TRY_CAST" when isCall:
                _at += 2;
                var value = Expression();
                Word("AS");
                var type = Type();
                Symbol(")");
                return new Operation("TO_" + type, [value]);
            case "EXTRACT" when isCall:
                _at += 3;
                Word("FROM");
                var from = Expression();
                Symbol(")");
                return new Operation(Operation.Other, [from]);
            case "EXISTS" when isCall:
                _at++;
                return new Operation(Operation.Other, [Primary()]);
            case "SELECT" or "FROM" or "WHERE" or "GROUP" or "ORDER" or "HAVING" or "JOIN" or "ON" or "WHEN" or "THEN" or "ELSE" or "AND" or "OR" or "AS" or "UNION" or "CONNECT":
                throw Unexpected();
            default:
                return null;
        }
    }

    private Operation Case()
    {
        List<SqlExpression> parts = [];
        if (!Current.IsWord("WHEN"))
        {
            parts.Add(Expression());
        }

        while (TryWord("WHEN"))
        {
            parts.Add(Expression());
            Word("THEN");
            parts.Add(Expression());
        }

        if (TryWord("ELSE"))
        {
            parts.Add(Expression());
        }

        Word("END");
        return new Operation(Operation.Other, parts);
    }

    private SqlExpression Named()
    {
        List<string> parts = [Identifier()];
        while (Current.IsSymbol(".") && Ahead() is { Kind: SqlTokenKind.Word or SqlTokenKind.Quoted } or { Kind: SqlTokenKind.Symbol, Text: "." })
        {
            _at++;
            parts.Add(Current.IsSymbol(".") ? "PUBLIC" : Identifier());
        }

        if (Current.IsSymbol(".") && Ahead().IsSymbol("*"))
        {
            _at += 2;
            return new ConstantExpression("");
        }

        if (TrySymbol("->"))
        {
            return new Operation(Operation.Other, [Expression()]);
        }

        return Current.IsSymbol("(") && !(Ahead().IsSymbol("+") && Ahead(2).IsSymbol(")")) ? Call(parts[^1]) : new ColumnReference(parts);
    }

    private Operation Call(string name)
    {
        Symbol("(");
        List<SqlExpression> arguments = [];
        _ = TryWord("DISTINCT") || TryWord("ALL");
        if (!TrySymbol(")"))
        {
            do
            {
                if (Ahead().IsSymbol("=>"))
                {
                    _at += 2;
                }

                arguments.Add(IsQuery() && !Current.IsSymbol("(") ? new SubqueryExpression(Query()) : Expression());
                if (Current.IsSymbol("->"))
                {
                    _at++;
                    arguments.Add(Expression());
                }
            }
            while (TrySymbol(","));
            if (TryWords("ORDER", "BY"))
            {
                Ordering(arguments);
            }

            Symbol(")");
        }

        var isOverRows = false;
        if (TryWords("WITHIN", "GROUP"))
        {
            Symbol("(");
            TryWords("ORDER", "BY");
            Ordering(arguments);
            Symbol(")");
        }

        _ = TryWords("IGNORE", "NULLS") || TryWords("RESPECT", "NULLS");
        if (TryWord("OVER"))
        {
            isOverRows = true;
            if (Current.IsSymbol("("))
            {
                SkipParentheses();
            }
            else
            {
                Identifier();
            }
        }

        return new Operation(isOverRows ? Operation.Window : name, arguments);
    }
}
