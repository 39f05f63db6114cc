using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    // Binding powers, weakest first; a predicate (LIKE, IN, IS …) binds like a comparison.
    private const int OrPower = 1;
    private const int AndPower = 2;
    private const int NotPower = 3;
    private const int ComparisonPower = 4;
    private const int AdditivePower = 5;
    private const int MultiplicativePower = 6;
    private const int UnaryPower = 7;

    private Expression ParseExpression() => ParseExpression(0);

    private Expression ParseExpression(int minimum)
    {
        GuardDepth();
        var left = ParsePrefix();
        while (true)
        {
            var position = Position;
            if (FindOperator() is { } found && found.Power > minimum)
            {
                _at++;
                left = found.Power == ComparisonPower && TryParseQuantified(left, found.Operator) is { } quantified
                    ? quantified with { Position = position }
                    : new BinaryExpression(found.Operator, left, ParseExpression(found.Power)) { Position = position };
            }
            else if (ComparisonPower > minimum && TryParsePredicate(left) is { } predicate)
            {
                left = predicate with { Position = position };
            }
            else
            {
                return left;
            }
        }
    }

    private (BinaryOperator Operator, int Power)? FindOperator() => Here.Kind switch
    {
        TokenKind.Word => Here.Text switch
        {
            "OR" => (BinaryOperator.Or, OrPower),
            "AND" => (BinaryOperator.And, AndPower),
            _ => null,
        },
        TokenKind.Symbol => Here.Text switch
        {
            "=" => (BinaryOperator.Equal, ComparisonPower),
            "<>" or "!=" => (BinaryOperator.NotEqual, ComparisonPower),
            "<" => (BinaryOperator.Less, ComparisonPower),
            "<=" => (BinaryOperator.LessOrEqual, ComparisonPower),
            ">" => (BinaryOperator.Greater, ComparisonPower),
            ">=" => (BinaryOperator.GreaterOrEqual, ComparisonPower),
            "+" => (BinaryOperator.Add, AdditivePower),
            "-" => (BinaryOperator.Subtract, AdditivePower),
            "||" => (BinaryOperator.Concat, AdditivePower),
            "*" => (BinaryOperator.Multiply, MultiplicativePower),
            "/" => (BinaryOperator.Divide, MultiplicativePower),
            "%" => (BinaryOperator.Modulo, MultiplicativePower),
            "->" => throw NotEmulated("lambda expressions (->)"),
            _ => null,
        },
        _ => null,
    };

    private Expression ParsePrefix()
    {
        var position = Position;
        if (TryWord("NOT"))
        {
            return new UnaryExpression(UnaryOperator.Not, ParseExpression(NotPower - 1)) { Position = position };
        }

        if (TrySymbol("-"))
        {
            return new UnaryExpression(UnaryOperator.Minus, ParseExpression(UnaryPower)) { Position = position };
        }

        if (TrySymbol("+"))
        {
            return new UnaryExpression(UnaryOperator.Plus, ParseExpression(UnaryPower)) { Position = position };
        }

        return ParsePostfix(ParsePrimary());
    }

    private Expression ParsePostfix(Expression operand)
    {
        while (true)
        {
            var position = Position;
            if (TrySymbol("::"))
            {
                operand = new CastExpression(operand, ParseType(), IsTry: false) { Position = position };
            }
            else if (IsSymbol(":") && Ahead(1).IsName)
            {
                _at++;
                operand = new PathExpression(operand, ParsePathKey()) { Position = position };
            }
            else if (IsSymbol(".") && operand is PathExpression or ElementExpression or FunctionCall)
            {
                ExpectSymbol(".");
                operand = new PathExpression(operand, ParsePathKey()) { Position = position };
            }
            else if (TrySymbol("["))
            {
                operand = new ElementExpression(operand, ParseExpression()) { Position = position };
                ExpectSymbol("]");
            }
            else if (TryWord("COLLATE"))
            {
                operand = new CollateExpression(operand, ParseString()) { Position = position };
            }
            else
            {
                return operand;
            }
        }
    }

    /// <summary>Keys of a path keep their case, quoted or not.</summary>
    private string ParsePathKey()
    {
        var token = Next();
        return token.Kind switch
        {
            TokenKind.QuotedName => token.Text,
            TokenKind.Word => _text[token.Start..token.End],
            _ => throw SnowflakeException.Syntax(token.Position, $"unexpected '{Excerpt(token)}' in a path"),
        };
    }
}
