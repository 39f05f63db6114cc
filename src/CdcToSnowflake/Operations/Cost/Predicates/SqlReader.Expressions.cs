namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <content>Expressions, from the weakest operator to the strongest.</content>
internal sealed partial class SqlReader
{
    private SqlExpression Expression() => Deeper(Or);

    private List<SqlExpression> Expressions()
    {
        List<SqlExpression> expressions = [];
        do
        {
            expressions.Add(Expression());
        }
        while (TrySymbol(","));
        return expressions;
    }

    private SqlExpression Or()
    {
        var left = And();
        while (TryWord("OR"))
        {
            left = new Operation("OR", [left, And()]);
        }

        return left;
    }

    private SqlExpression And()
    {
        var left = Not();
        while (TryWord("AND"))
        {
            left = new Operation("AND", [left, Not()]);
        }

        return left;
    }

    private SqlExpression Not() => TryWord("NOT") ? new Operation("NOT", [Deeper(Not)]) : Comparison();

    private SqlExpression Comparison()
    {
        var left = Sum();
        while (true)
        {
            if (Current is { Kind: SqlTokenKind.Symbol, Text: "=" or "<" or ">" or "<=" or ">=" or "<>" or "!=" })
            {
                var name = _tokens[_at++].Text;
                if (TryWord("ANY") || TryWord("ALL") || TryWord("SOME"))
                {
                    name = Operation.Other;
                }

                left = new Operation(name == "!=" ? "<>" : name, [left, Sum()]);
            }
            else if (TryWord("IS"))
            {
                TryWord("NOT");
                left = TryWords("DISTINCT", "FROM") ? new Operation(Operation.Other, [left, Sum()]) : new Operation("IS", [left, Primary()]);
            }
            else if (Test(left) is { } test)
            {
                left = test;
            }
            else
            {
                return left;
            }
        }
    }

    /// <summary>IN, BETWEEN and LIKE.</summary>
    private Operation? Test(SqlExpression left)
    {
        var start = _at;
        var isNot = TryWord("NOT");
        Operation? test = null;
        if (TryWord("BETWEEN"))
        {
            var from = Sum();
            Word("AND");
            test = new Operation("BETWEEN", [left, from, Sum()]);
        }
        else if (TryWord("IN"))
        {
            test = new Operation("IN", [left, Sum()]);
        }
        else if (TryWord("LIKE") || TryWord("ILIKE") || TryWord("RLIKE") || TryWord("REGEXP"))
        {
            var isPlain = _tokens[_at - 1].Text == "LIKE" && !(TryWord("ANY") || TryWord("ALL"));
            if (!isPlain)
            {
                _ = TryWord("ANY") || TryWord("ALL");
            }

            test = new Operation(isPlain ? "LIKE" : Operation.Other, [left, Sum()]);
            if (TryWord("ESCAPE"))
            {
                Primary();
            }
        }

        if (test is null)
        {
            _at = start;
            return null;
        }

        return isNot ? new Operation("NOT", [test]) : test;
    }

    private SqlExpression Sum()
    {
        var left = Product();
        while (TrySymbol("+") || TrySymbol("-") || TrySymbol("||"))
        {
            left = new Operation(Operation.Other, [left, Product()]);
        }

        return left;
    }

    private SqlExpression Product()
    {
        var left = Sign();
        while (TrySymbol("*") || TrySymbol("/") || TrySymbol("%"))
        {
            left = new Operation(Operation.Other, [left, Sign()]);
        }

        return left;
    }

    private SqlExpression Sign()
    {
        var isSigned = false;
        while (TrySymbol("-") || TrySymbol("+"))
        {
            isSigned = true;
        }

        if (TryWord("PRIOR"))
        {
            throw Unexpected();
        }

        var value = Suffixed(Primary());
        return isSigned && value is not ConstantExpression ? new Operation(Operation.Other, [value]) : value;
    }

    /// <summary>Casts, paths into VARIANT, collations.</summary>
    private SqlExpression Suffixed(SqlExpression value)
    {
        while (true)
        {
            if (TrySymbol("::"))
            {
                value = new Operation("TO_" + Type(), [value]);
            }
            else if (TrySymbol(":"))
            {
                Identifier();
                value = new Operation(Operation.Other, [value]);
            }
            else if (value is Operation && TrySymbol("."))
            {
                Identifier();
            }
            else if (TrySymbol("["))
            {
                value = new Operation(Operation.Other, [value, Expression()]);
                Symbol("]");
            }
            else if (TryWord("COLLATE"))
            {
                Primary();
                value = new Operation(Operation.Other, [value]);
            }
            else if (Current.IsSymbol("(") && Ahead().IsSymbol("+") && Ahead(2).IsSymbol(")"))
            {
                // The old way to write an outer join.
                _at += 3;
            }
            else
            {
                return value;
            }
        }
    }

    /// <summary>A type; its first word.</summary>
    private string Type()
    {
        var type = Identifier();
        _ = TryWord("PRECISION") || TryWord("VARYING");
        if (Current.IsSymbol("("))
        {
            SkipParentheses();
        }

        _ = TryWords("NOT", "NULL");
        return type;
    }
}
