using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private Dictionary<int, int>? _closing;

    /// <summary>
    /// Whether a query begins here. Behind a parenthesis only if the query goes on after its end: ((SELECT 1) UNION …) is one,
    /// ((SELECT 1) + 2) is not.
    /// </summary>
    private bool IsQueryStart()
    {
        if (IsWord("SELECT") || IsWord("WITH") || (IsWord("VALUES") && Ahead(1).IsSymbol("(")))
        {
            return true;
        }

        var inner = 0;
        while (Ahead(inner).IsSymbol("("))
        {
            inner++;
        }

        return inner > 0
            && Ahead(inner) is { Kind: TokenKind.Word, Text: "SELECT" or "WITH" or "VALUES" }
            && _tokens[Math.Min(FindClosing(_at) + 1, _tokens.Count - 1)] is var after
            && (after.IsSymbol(")")
                || after.IsSymbol(";")
                || after.Kind == TokenKind.End
                || after is { Kind: TokenKind.Word, Text: "UNION" or "EXCEPT" or "MINUS" or "INTERSECT" or "ORDER" or "LIMIT" or "OFFSET" or "FETCH" });
    }

    /// <summary>The index of the parenthesis that closes this one; the last token if there is none.</summary>
    private int FindClosing(int open)
    {
        if (_closing is null)
        {
            _closing = [];
            var stack = new Stack<int>();
            for (var i = 0; i < _tokens.Count; i++)
            {
                if (_tokens[i].IsSymbol("("))
                {
                    stack.Push(i);
                }
                else if (_tokens[i].IsSymbol(")") && stack.TryPop(out var start))
                {
                    _closing[start] = i;
                }
            }
        }

        return _closing.GetValueOrDefault(open, _tokens.Count - 1);
    }

    private Query ParseQuery()
    {
        GuardDepth();
        var position = Position;
        NodeList<CommonTableExpression> with = [];
        if (TryWord("WITH"))
        {
            TryWord("RECURSIVE"); // it changes nothing: what names itself is recursive
            with = [.. ParseList(ParseCommonTable)];
        }

        var query = new Query(ParseSetOperations()) { Position = position, With = with };
        return ParseQueryTail(query);
    }

    private CommonTableExpression ParseCommonTable()
    {
        var position = Position;
        var name = ParseIdentifier();
        var columns = IsSymbol("(") ? ParseNameList() : [];
        ExpectWord("AS");
        ExpectSymbol("(");
        var query = ParseQuery();
        ExpectSymbol(")");
        return new CommonTableExpression(name, columns, query) { Position = position };
    }

    /// <summary>UNION, EXCEPT and MINUS in order; INTERSECT binds tighter.</summary>
    private QueryBody ParseSetOperations()
    {
        var left = ParseIntersections();
        while (IsWord("UNION") || IsWord("EXCEPT") || IsWord("MINUS"))
        {
            var position = Position;
            var kind = Next().Text == "UNION" ? SetOperator.Union : SetOperator.Except;
            var (all, byName) = ParseSetModifiers(kind);
            left = new SetOperationBody(left, kind, all, byName, ParseIntersections()) { Position = position };
        }

        return left;
    }

    private QueryBody ParseIntersections()
    {
        var left = ParseQueryTerm();
        while (IsWord("INTERSECT"))
        {
            var position = Position;
            _at++;
            ParseSetModifiers(SetOperator.Intersect);
            left = new SetOperationBody(left, SetOperator.Intersect, All: false, ByName: false, ParseQueryTerm()) { Position = position };
        }

        return left;
    }

    private (bool All, bool ByName) ParseSetModifiers(SetOperator kind)
    {
        if (IsWord("ALL") && kind != SetOperator.Union)
        {
            throw NotEmulated($"{kind.ToString().ToUpperInvariant()} ALL");
        }

        var all = TryWord("ALL");
        if (!all)
        {
            TryWord("DISTINCT");
        }

        return (all, kind == SetOperator.Union && TryWords("BY", "NAME"));
    }

    private QueryBody ParseQueryTerm()
    {
        GuardDepth();
        var position = Position;
        if (TrySymbol("("))
        {
            var query = ParseQuery();
            ExpectSymbol(")");
            return new NestedBody(query) { Position = position };
        }

        if (TryWord("VALUES"))
        {
            return new ValuesBody([.. ParseList(() => ParseParenthesized(ParseValue))]) { Position = position };
        }

        return ParseSelect();
    }

    private Expression ParseValue()
    {
        var position = Position;
        return IsWord("DEFAULT") && (Ahead(1).IsSymbol(",") || Ahead(1).IsSymbol(")")) && Next().Kind == TokenKind.Word
            ? new DefaultExpression { Position = position }
            : ParseExpression();
    }

    private Query ParseQueryTail(Query query)
    {
        if (TryWords("ORDER", "BY"))
        {
            query = IsWord("ALL") && !Ahead(1).IsSymbol(".")
                ? query with { OrderBy = [ParseOrderItemAll()], OrderByAll = true }
                : query with { OrderBy = [.. ParseList(ParseOrderItem)] };
        }

        if (TryWord("LIMIT"))
        {
            query = query with { Limit = ParseExpression() };
        }

        if (TryWord("OFFSET"))
        {
            query = query with { Offset = ParseExpression() };
            _ = TryWord("ROWS") || TryWord("ROW");
        }

        if (TryWord("FETCH"))
        {
            _ = TryWord("FIRST") || TryWord("NEXT");
            query = query with { Limit = ParseExpression() };
            _ = TryWord("ROWS") || TryWord("ROW");
            TryWord("ONLY");
        }

        RefuseWord("FOR", "FOR UPDATE");
        return query;
    }

    private OrderItem ParseOrderItem()
    {
        var position = Position;
        var expression = ParseExpression();
        return ParseDirection(expression, position);
    }

    private OrderItem ParseOrderItemAll()
    {
        var position = Position;
        ExpectWord("ALL");
        return ParseDirection(new StarExpression(null) { Position = position }, position);
    }

    private OrderItem ParseDirection(Expression expression, TextPosition position)
    {
        var descending = TryWord("DESC");
        if (!descending)
        {
            TryWord("ASC");
        }

        bool? nullsFirst = TryWords("NULLS", "FIRST") ? true : TryWords("NULLS", "LAST") ? false : null;
        return new OrderItem(expression, descending, nullsFirst) { Position = position };
    }
}
