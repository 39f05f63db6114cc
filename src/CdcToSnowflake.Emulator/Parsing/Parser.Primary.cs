using System.Globalization;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private Expression ParsePrimary()
    {
        var position = Position;
        return (Here.Kind switch
        {
            TokenKind.Number => new NumberLiteral(Next().Text),
            TokenKind.String => new StringLiteral(Next().Text),
            TokenKind.Positional => new PositionalColumn(null, ParsePositional()),
            TokenKind.SessionVariable => new SessionVariable(Next().Text),
            TokenKind.QuotedName => ParseNamed(),
            TokenKind.Symbol => ParseSymbolPrimary(),
            TokenKind.Word => ParseWordPrimary(),
            _ => throw Unexpected("an expression"),
        }) with { Position = position };
    }

    private int ParsePositional()
    {
        var token = Next();
        return int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index > 0
            ? index
            : throw SnowflakeException.Syntax(token.Position, $"'${token.Text}' is no column number");
    }

    private Expression ParseSymbolPrimary()
    {
        if (TrySymbol("("))
        {
            return ParseAfterParenthesis();
        }

        if (TrySymbol(":"))
        {
            return Here.IsName ? new BoundVariable(Next().Text) : throw Unexpected("a variable's name");
        }

        if (TrySymbol("?"))
        {
            return new ParameterMarker(++_parameters);
        }

        if (TrySymbol("["))
        {
            var items = IsSymbol("]") ? [] : ParseList(ParseExpression);
            ExpectSymbol("]");
            return new ArrayLiteral([.. items]);
        }

        if (TrySymbol("{"))
        {
            return ParseObjectLiteral();
        }

        return IsSymbol("*") && Ahead(1).IsSymbol(")") && Next().Kind == TokenKind.Symbol ? new StarExpression(null) : throw Unexpected("an expression");
    }

    private Expression ParseAfterParenthesis()
    {
        if (IsQueryStart())
        {
            var query = ParseQuery();
            ExpectSymbol(")");
            return new SubqueryExpression(query);
        }

        var items = ParseList(ParseExpression);
        ExpectSymbol(")");
        return items.Count == 1 ? items[0] : new TupleExpression([.. items]);
    }

    private ObjectLiteral ParseObjectLiteral()
    {
        var entries = new List<ObjectEntry>();
        if (!TrySymbol("}"))
        {
            RefuseSpread();
            entries = ParseList(() =>
            {
                var position = Position;
                var key = ParseString();
                ExpectSymbol(":");
                return new ObjectEntry(key, ParseExpression()) { Position = position };
            });
            ExpectSymbol("}");
        }

        return new ObjectLiteral([.. entries]);
    }

    private void RefuseSpread()
    {
        if (IsSymbol("*"))
        {
            throw NotEmulated("{*} (an object of all columns)");
        }
    }

    private Expression ParseWordPrimary()
    {
        switch (Here.Text)
        {
            case "NULL":
                _at++;
                return new NullLiteral();
            case "TRUE" or "FALSE":
                return new BooleanLiteral(Next().Text == "TRUE");
            case "CASE":
                return ParseCase();
            case "EXISTS" when Ahead(1).IsSymbol("("):
                return ParseExists();
            case "CAST" or "TRY_CAST" when Ahead(1).IsSymbol("("):
                return ParseCast();
            case "INTERVAL" when Ahead(1).Kind == TokenKind.String:
                _at++;
                return new IntervalLiteral(Next().Text);
            case "EXTRACT" when Ahead(1).IsSymbol("("):
                return ParseExtract();
            case "POSITION" when Ahead(1).IsSymbol("("):
                return ParsePositionFunction();
            case "DATE" or "TIME" or "TIMESTAMP" when Ahead(1).Kind == TokenKind.String:
                return ParseTypedLiteral();
            case "PRIOR" or "CONNECT_BY_ROOT" when Ahead(1).IsName:
                throw NotEmulated("CONNECT BY");
            default:
                return ParseNamed();
        }
    }

    /// <summary>DATE '2024-01-31' means the cast.</summary>
    private CastExpression ParseTypedLiteral()
    {
        var type = ParseType();
        var position = Position;
        return new CastExpression(new StringLiteral(ParseString()) { Position = position }, type, IsTry: false);
    }

    private CaseExpression ParseCase()
    {
        ExpectWord("CASE");
        var operand = IsWord("WHEN") ? null : ParseExpression();
        var branches = new List<WhenBranch>();
        do
        {
            var position = Position;
            ExpectWord("WHEN");
            var condition = ParseExpression();
            ExpectWord("THEN");
            branches.Add(new WhenBranch(condition, ParseExpression()) { Position = position });
        }
        while (IsWord("WHEN"));

        var otherwise = TryWord("ELSE") ? ParseExpression() : null;
        ExpectWord("END");
        return new CaseExpression(operand, [.. branches], otherwise);
    }

    private ExistsExpression ParseExists()
    {
        _at += 2;
        var query = ParseQuery();
        ExpectSymbol(")");
        return new ExistsExpression(query);
    }

    private CastExpression ParseCast()
    {
        var isTry = Next().Text == "TRY_CAST";
        ExpectSymbol("(");
        var operand = ParseExpression();
        ExpectWord("AS");
        var type = ParseType();
        RefuseWord("RENAME", "CAST … RENAME FIELDS");
        RefuseWord("ADD", "CAST … ADD FIELDS");
        ExpectSymbol(")");
        return new CastExpression(operand, type, isTry);
    }

    private FunctionCall ParseExtract()
    {
        var name = new ObjectName(["DATE_PART"]) { Position = Position };
        _at += 2;
        var position = Position;
        var part = Here.Kind == TokenKind.String ? Next().Text : ParseAnyName();
        if (!TrySymbol(","))
        {
            ExpectWord("FROM");
        }

        var value = ParseExpression();
        ExpectSymbol(")");
        return new FunctionCall(name, [new FunctionArgument(null, new StringLiteral(part.ToUpperInvariant()) { Position = position }), new FunctionArgument(null, value)]);
    }

    private FunctionCall ParsePositionFunction()
    {
        var name = new ObjectName(["POSITION"]) { Position = Position };
        _at += 2;
        var arguments = new List<FunctionArgument> { new(null, ParseExpression(ComparisonPower)) };
        if (TryWord("IN"))
        {
            arguments.Add(new FunctionArgument(null, ParseExpression()));
        }
        else
        {
            while (TrySymbol(","))
            {
                arguments.Add(new FunctionArgument(null, ParseExpression()));
            }
        }

        ExpectSymbol(")");
        return new FunctionCall(name, [.. arguments]);
    }
}
