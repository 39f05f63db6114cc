using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    /// <summary>IS …, [NOT] IN, BETWEEN, LIKE, ILIKE, RLIKE, REGEXP after an operand; null if none of them follows.</summary>
    private Expression? TryParsePredicate(Expression left)
    {
        if (TryWord("IS"))
        {
            return ParseIs(left);
        }

        var negated = IsWord("NOT") && Ahead(1) is { Kind: TokenKind.Word, Text: "IN" or "BETWEEN" or "LIKE" or "ILIKE" or "RLIKE" or "REGEXP" };
        _at += negated ? 1 : 0;
        if (TryWord("IN"))
        {
            return ParseIn(left, negated);
        }

        if (TryWord("BETWEEN"))
        {
            var low = ParseExpression(ComparisonPower);
            ExpectWord("AND");
            return new BetweenExpression(left, low, ParseExpression(ComparisonPower), negated);
        }

        if (IsWord("LIKE") || IsWord("ILIKE"))
        {
            return ParseLike(left, Next().Text == "ILIKE", negated);
        }

        return TryWord("RLIKE") || TryWord("REGEXP") ? new RegexpExpression(left, ParseExpression(ComparisonPower), negated) : null;
    }

    private Expression ParseIs(Expression left)
    {
        var negated = TryWord("NOT");
        if (TryWord("NULL"))
        {
            return new IsNullExpression(left, negated);
        }

        if (IsWord("TRUE") || IsWord("FALSE"))
        {
            return new IsTruthExpression(left, Next().Text == "TRUE", negated);
        }

        ExpectWords("DISTINCT", "FROM");
        return new IsDistinctExpression(left, ParseExpression(ComparisonPower), negated);
    }

    private Expression ParseIn(Expression left, bool negated)
    {
        ExpectSymbol("(");
        if (IsQueryStart())
        {
            var query = ParseQuery();
            ExpectSymbol(")");
            return new InQueryExpression(left, query, negated);
        }

        var items = ParseList(ParseExpression);
        ExpectSymbol(")");
        return new InListExpression(left, [.. items], negated);
    }

    private LikeExpression ParseLike(Expression left, bool ignoreCase, bool negated)
    {
        var quantifier = TryWord("ANY") ? Quantifier.Any : TryWord("ALL") ? Quantifier.All : Quantifier.None;
        NodeList<Expression> patterns;
        if (quantifier == Quantifier.None)
        {
            patterns = [ParseExpression(ComparisonPower)];
        }
        else
        {
            patterns = ParseParenthesized(ParseExpression);
        }

        var escape = TryWord("ESCAPE") ? ParseExpression(ComparisonPower) : null;
        return new LikeExpression(left, patterns, quantifier, ignoreCase, escape, negated);
    }

    /// <summary>After a comparison: ANY (query), SOME (query), ALL (query).</summary>
    private QuantifiedExpression? TryParseQuantified(Expression left, BinaryOperator comparison)
    {
        if (!(IsWord("ANY") || IsWord("SOME") || IsWord("ALL")))
        {
            return null;
        }

        var quantifier = Next().Text == "ALL" ? Quantifier.All : Quantifier.Any;
        ExpectSymbol("(");
        var query = ParseQuery();
        ExpectSymbol(")");
        return new QuantifiedExpression(left, comparison, quantifier, query);
    }
}
