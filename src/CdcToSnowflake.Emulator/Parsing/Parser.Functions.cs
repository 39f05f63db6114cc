using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    /// <summary>Reserved words that are functions all the same when a parenthesis follows.</summary>
    private static readonly string[] ReservedFunctions = ["LEFT", "RIGHT", "INSERT", "LIKE", "ILIKE", "RLIKE"];

    /// <summary>Functions that may be written without parentheses.</summary>
    private static readonly string[] BareFunctions =
        ["CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP", "CURRENT_USER"];

    /// <summary>A column, a function call, t.$1 or t.*.</summary>
    private Expression ParseNamed()
    {
        var start = Here;
        if (start.Kind == TokenKind.Word && Ahead(1).IsSymbol("(") && Array.IndexOf(ReservedFunctions, start.Text) >= 0)
        {
            _at++;
            return ParseCall(new ObjectName([start.Text]) { Position = start.Position });
        }

        if (start.Kind == TokenKind.Word && !Ahead(1).IsSymbol("(") && Array.IndexOf(BareFunctions, start.Text) >= 0)
        {
            _at++;
            return new FunctionCall(new ObjectName([start.Text]) { Position = start.Position }, []);
        }

        var parts = new List<string> { ParseIdentifier() };
        while (IsSymbol("."))
        {
            if (Ahead(1).Kind == TokenKind.Positional)
            {
                _at++;
                return new PositionalColumn(parts[^1], ParsePositional());
            }

            if (Ahead(1).IsSymbol("*"))
            {
                _at += 2;
                return new StarExpression(parts[^1]);
            }

            _at++;
            parts.Add(ParseAnyName());
        }

        if (IsSymbol("("))
        {
            return ParseCall(new ObjectName([.. parts]) { Position = start.Position });
        }

        return parts.Count <= 4 ? new ColumnReference([.. parts]) : throw Unexpected();
    }

    private FunctionCall ParseCall(ObjectName name)
    {
        ExpectSymbol("(");
        var distinct = TryWord("DISTINCT");
        if (!distinct && IsWord("ALL") && !Ahead(1).IsSymbol(")"))
        {
            _at++;
        }

        NodeList<FunctionArgument> arguments;
        bool? ignoreNulls;
        if (IsSymbol(")"))
        {
            arguments = [];
            ignoreNulls = null;
        }
        else
        {
            arguments = [.. ParseList(ParseArgument)];
            ignoreNulls = TryParseNullTreatment();
        }

        RefuseWord("ORDER", "ORDER BY inside a function's parentheses");
        ExpectSymbol(")");

        var call = new FunctionCall(name, arguments) { Distinct = distinct };
        if (AreWords("WITHIN", "GROUP"))
        {
            _at += 2;
            ExpectSymbol("(");
            ExpectWords("ORDER", "BY");
            call = call with { WithinGroup = [.. ParseList(ParseOrderItem)] };
            ExpectSymbol(")");
        }

        if (AreWords("FROM", "FIRST") || AreWords("FROM", "LAST"))
        {
            throw NotEmulated("FROM FIRST | LAST of NTH_VALUE");
        }

        ignoreNulls ??= TryParseNullTreatment();
        return call with { IgnoreNulls = ignoreNulls, Window = TryWord("OVER") ? ParseWindow() : null };
    }

    private bool? TryParseNullTreatment() => TryWords("IGNORE", "NULLS") ? true : TryWords("RESPECT", "NULLS") ? false : null;

    private FunctionArgument ParseArgument()
    {
        var position = Position;
        if (Here.IsName && Ahead(1).IsSymbol("=>"))
        {
            var name = Next().Text;
            _at++;
            return new FunctionArgument(name, ParseArgumentValue()) { Position = position };
        }

        return new FunctionArgument(null, ParseArgumentValue()) { Position = position };
    }

    /// <summary>A subquery may stand without parentheses of its own (ARRAY(SELECT …), TABLE(…)).</summary>
    private Expression ParseArgumentValue()
    {
        if (IsSymbol("*") && !Ahead(1).IsSymbol(")"))
        {
            throw NotEmulated("* with modifiers as an argument");
        }

        if (Here.Kind == TokenKind.Word && Ahead(1).IsSymbol("->"))
        {
            throw NotEmulated("lambda expressions (->)");
        }

        var position = Position;
        return IsWord("SELECT") || IsWord("WITH") ? new SubqueryExpression(ParseQuery()) { Position = position } : ParseExpression();
    }

    private WindowSpecification ParseWindow()
    {
        var position = Position;
        ExpectSymbol("(");
        NodeList<Expression> partition = [];
        NodeList<OrderItem> order = [];
        if (TryWords("PARTITION", "BY"))
        {
            partition = [.. ParseList(ParseExpression)];
        }

        if (TryWords("ORDER", "BY"))
        {
            order = [.. ParseList(ParseOrderItem)];
        }

        var frame = IsWord("ROWS") || IsWord("RANGE") ? ParseFrame() : null;
        RefuseWord("GROUPS", "GROUPS frames");
        ExpectSymbol(")");
        return new WindowSpecification(partition, order, frame) { Position = position };
    }

    private WindowFrame ParseFrame()
    {
        var position = Position;
        var unit = Next().Text == "ROWS" ? FrameUnit.Rows : FrameUnit.Range;
        if (!TryWord("BETWEEN"))
        {
            return new WindowFrame(unit, ParseFrameBound(), new FrameBound(FrameBoundKind.CurrentRow, null)) { Position = position };
        }

        var start = ParseFrameBound();
        ExpectWord("AND");
        return new WindowFrame(unit, start, ParseFrameBound()) { Position = position };
    }

    private FrameBound ParseFrameBound()
    {
        var position = Position;
        if (TryWords("CURRENT", "ROW"))
        {
            return new FrameBound(FrameBoundKind.CurrentRow, null) { Position = position };
        }

        var offset = TryWord("UNBOUNDED") ? null : ParseExpression(ComparisonPower);
        if (TryWord("PRECEDING"))
        {
            return new FrameBound(offset is null ? FrameBoundKind.UnboundedPreceding : FrameBoundKind.Preceding, offset) { Position = position };
        }

        ExpectWord("FOLLOWING");
        return new FrameBound(offset is null ? FrameBoundKind.UnboundedFollowing : FrameBoundKind.Following, offset) { Position = position };
    }
}
