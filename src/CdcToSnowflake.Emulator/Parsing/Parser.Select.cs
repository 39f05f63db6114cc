using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private SelectBody ParseSelect()
    {
        var position = Position;
        ExpectWord("SELECT");
        var distinct = TryWord("DISTINCT");
        if (!distinct)
        {
            TryWord("ALL");
        }

        var top = IsWord("TOP") && Ahead(1).Kind == TokenKind.Number && Next().Text == "TOP" ? ParsePrimary() : null;
        var select = new SelectBody([.. ParseList(ParseSelectItem)]) { Position = position, Distinct = distinct, Top = top };
        if (TryWord("INTO"))
        {
            select = select with { Into = [.. ParseList(ParseTaker)] };
        }

        if (TryWord("FROM"))
        {
            select = select with { From = [.. ParseList(ParseTableSource)] };
        }

        return ParseSelectTail(select);
    }

    /// <summary>[:]variable.</summary>
    private string ParseTaker()
    {
        TrySymbol(":");
        return ParseIdentifier();
    }

    private SelectBody ParseSelectTail(SelectBody select)
    {
        if (TryWord("WHERE"))
        {
            select = select with { Where = ParseExpression() };
        }

        if (IsWord("START") || IsWord("CONNECT"))
        {
            throw NotEmulated("CONNECT BY");
        }

        if (TryWords("GROUP", "BY"))
        {
            select = select with { GroupBy = ParseGroupBy() };
        }

        if (TryWord("HAVING"))
        {
            select = select with { Having = ParseExpression() };
        }

        RefuseWord("WINDOW", "the WINDOW clause");
        if (TryWord("QUALIFY"))
        {
            select = select with { Qualify = ParseExpression() };
        }

        return select;
    }

    private SelectItem ParseSelectItem()
    {
        var position = Position;
        if (TrySymbol("*"))
        {
            return ParseStarModifiers(new StarItem(null) { Position = position });
        }

        if (IsQualifiedStar())
        {
            while (!TrySymbol("*"))
            {
                _at++;
            }

            return ParseStarModifiers(new StarItem(Ahead(-3).Text) { Position = position });
        }

        var expression = ParseExpression();
        var source = TextBetween(position.Offset, _at);
        return new ExpressionItem(expression, TryParseAlias()) { Position = position, SourceText = source };
    }

    private bool IsQualifiedStar()
    {
        var at = 0;
        while (Ahead(at).IsName && Ahead(at + 1).IsSymbol("."))
        {
            at += 2;
        }

        return at > 0 && Ahead(at).IsSymbol("*");
    }

    private string? TryParseAlias()
    {
        if (TryWord("AS"))
        {
            return ParseAnyName();
        }

        var isAlias = Here.Kind == TokenKind.QuotedName || (Here.Kind == TokenKind.Word && ReservedWords.IsAlias(Here.Text));
        return isAlias ? Next().Text : null;
    }

    private StarItem ParseStarModifiers(StarItem star)
    {
        if (TryWord("ILIKE"))
        {
            star = star with { Like = ParseString() };
        }

        if (TryWord("EXCLUDE"))
        {
            star = star with { Exclude = IsSymbol("(") ? ParseNameList() : [ParseIdentifier()] };
        }

        if (TryWord("REPLACE"))
        {
            star = star with { Replace = IsSymbol("(") ? ParseParenthesized(ParseReplaced) : [ParseReplaced()] };
        }

        if (TryWord("RENAME"))
        {
            star = star with { Rename = IsSymbol("(") ? ParseParenthesized(ParseRenamed) : [ParseRenamed()] };
        }

        return star;
    }

    private ReplacedColumn ParseReplaced()
    {
        var position = Position;
        var expression = ParseExpression();
        ExpectWord("AS");
        return new ReplacedColumn(expression, ParseIdentifier()) { Position = position };
    }

    private RenamedColumn ParseRenamed()
    {
        var position = Position;
        var name = ParseIdentifier();
        ExpectWord("AS");
        return new RenamedColumn(name, ParseIdentifier()) { Position = position };
    }

    private GroupBy ParseGroupBy()
    {
        var position = Position;
        return TryWord("ALL")
            ? new GroupBy(All: true, []) { Position = position }
            : new GroupBy(All: false, [.. ParseList(ParseGroupingElement)]) { Position = position };
    }

    private GroupingElement ParseGroupingElement()
    {
        var position = Position;
        if (AreWords("GROUPING", "SETS"))
        {
            _at += 2;
            return new GroupingElement(GroupingKind.GroupingSets, ParseParenthesized(ParseGroupingSet)) { Position = position };
        }

        if ((IsWord("ROLLUP") || IsWord("CUBE")) && Ahead(1).IsSymbol("("))
        {
            var kind = Next().Text == "CUBE" ? GroupingKind.Cube : GroupingKind.Rollup;
            return new GroupingElement(kind, ParseParenthesized(ParseGroupingSet)) { Position = position };
        }

        return new GroupingElement(GroupingKind.Expression, [[ParseExpression()]]) { Position = position };
    }

    private NodeList<Expression> ParseGroupingSet()
    {
        if (IsSymbol("(") && Ahead(1).IsSymbol(")"))
        {
            _at += 2;
            return [];
        }

        var expression = ParseExpression();
        return expression is TupleExpression tuple ? tuple.Items : [expression];
    }
}
