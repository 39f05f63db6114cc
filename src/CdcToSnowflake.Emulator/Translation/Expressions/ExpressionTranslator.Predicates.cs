using System.Globalization;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

internal sealed partial class ExpressionTranslator
{
    private TranslatedExpression Comparison(string comparison, Expression left, Expression right, TextPosition position)
    {
        if (left is TupleExpression first && right is TupleExpression second && first.Items.Count == second.Items.Count && comparison == "=")
        {
            return Boolean("(" + string.Join(" AND ", first.Items.Select((item, i) => Comparison("=", item, second.Items[i], position).Sql)) + ")");
        }

        var (x, y) = (Translate(left), Translate(right));
        var (a, b) = comparison is "=" or "<>" || ComparisonType(x.Type, y.Type) is not null ? Comparable(x, y, position) : (Documents.Ordered(x), Documents.Ordered(y));
        return Boolean($"({a} {comparison} {b})");
    }

    public TranslatedExpression IsDistinct(Expression left, Expression right, bool negated)
    {
        var (a, b) = Comparable(Translate(left), Translate(right), left.Position);
        return Boolean($"({a} IS {(negated ? "NOT " : string.Empty)}DISTINCT FROM {b})");
    }

    /// <summary>Both sides in one type: strings become what the other side is, VARIANT too.</summary>
    public static (string Left, string Right) Comparable(TranslatedExpression left, TranslatedExpression right, TextPosition position)
    {
        var type = ComparisonType(left.Type, right.Type);
        return type is null ? (Documents.Canonical(left), Documents.Canonical(right)) : (ToCompare(left, type, position), ToCompare(right, type, position));
    }

    private static string ToCompare(TranslatedExpression value, DataType type, TextPosition position) =>
        value.Type.Kind == type.Kind || value.Type.Kind == TypeKind.Null ? value.Sql : Conversion.Cast(value, type, position).Sql;

    private static DataType? ComparisonType(DataType left, DataType right)
    {
        if (left.Kind == right.Kind || left.Kind == TypeKind.Null || right.Kind == TypeKind.Null)
        {
            return null;
        }

        if (left.Kind == TypeKind.Variant || right.Kind == TypeKind.Variant)
        {
            var typed = left.Kind == TypeKind.Variant ? right : left;
            return typed.Kind switch
            {
                TypeKind.Object or TypeKind.Array => null,
                TypeKind.Number => DataType.Number(38, Math.Max(NumberRules.Scale(typed), 9)),
                _ => typed,
            };
        }

        if (left.Kind == TypeKind.Varchar || right.Kind == TypeKind.Varchar)
        {
            var other = left.Kind == TypeKind.Varchar ? right : left;
            return other.Kind == TypeKind.Number ? DataType.Number(38, Math.Max(NumberRules.Scale(other), 5)) : other;
        }

        return left.Kind == TypeKind.Boolean || right.Kind == TypeKind.Boolean ? DataType.Boolean : null;
    }

    private TranslatedExpression InList(InListExpression expression)
    {
        if (expression.Operand is TupleExpression)
        {
            var equal = expression.Items.Select(item => Comparison("=", expression.Operand, item, item.Position).Sql);
            return Boolean($"({(expression.Negated ? "NOT " : string.Empty)}({string.Join(" OR ", equal)}))");
        }

        var operand = Translate(expression.Operand);
        var items = expression.Items.Select(item => (item.Position, Value: Translate(item))).ToList();
        var type = items.Select(item => ComparisonType(operand.Type, item.Value.Type)).FirstOrDefault(t => t is not null);
        var left = type is null ? Documents.Canonical(operand) : ToCompare(operand, type, expression.Position);
        var right = items.Select(item => type is null ? Documents.Canonical(item.Value) : ToCompare(item.Value, type, item.Position));
        return Boolean($"({left} {(expression.Negated ? "NOT " : string.Empty)}IN ({string.Join(", ", right)}))");
    }

    private TranslatedExpression InQuery(InQueryExpression expression)
    {
        var query = Subquery(expression.Query);
        var left = expression.Operand is TupleExpression tuple ? tuple.Items.Select(Translate).ToList() : [Translate(expression.Operand)];
        if (left.Count != query.Columns.Count)
        {
            throw SnowflakeException.Compilation(expression.Position, $"IN compares {left.Count} values with {query.Columns.Count} columns.");
        }

        var alias = PhysicalName.Quote(_context.Aliases.Next("IN"));
        var pairs = left.Select((value, i) =>
            Comparable(value, new TranslatedExpression($"{alias}.{PhysicalName.Quote(query.Columns[i].Physical)}", query.Columns[i].Type), expression.Position)).ToList();
        var (lefts, rights) = (string.Join(", ", pairs.Select(pair => pair.Left)), string.Join(", ", pairs.Select(pair => pair.Right)));
        var side = pairs.Count == 1 ? lefts : $"({lefts})";
        return Boolean($"({side} {(expression.Negated ? "NOT " : string.Empty)}IN (SELECT {rights} FROM ({query.Sql}) AS {alias}))");
    }

    private TranslatedExpression Quantified(QuantifiedExpression expression)
    {
        var query = Subquery(expression.Query);
        var operation = expression.Operator switch
        {
            BinaryOperator.Equal => "=",
            BinaryOperator.NotEqual => "<>",
            BinaryOperator.Less => "<",
            BinaryOperator.LessOrEqual => "<=",
            BinaryOperator.Greater => ">",
            _ => ">=",
        };
        var operand = Translate(expression.Operand);
        if (operand.Type.IsSemiStructured || query.Columns.Any(column => column.Type.IsSemiStructured))
        {
            throw new NotEmulatedException("ANY and ALL over VARIANT", expression.Position);
        }

        return Boolean($"({operand.Sql} {operation} {expression.Quantifier.ToString().ToUpper(CultureInfo.InvariantCulture)} ({query.Sql}))");
    }

    private TranslatedExpression Between(BetweenExpression between)
    {
        var low = Comparison(">=", between.Operand, between.Low, between.Low.Position).Sql;
        var high = Comparison("<=", between.Operand, between.High, between.High.Position).Sql;
        return Boolean($"({(between.Negated ? "NOT " : string.Empty)}({low} AND {high}))");
    }

    private TranslatedExpression Like(LikeExpression like)
    {
        var operand = Text(like.Operand);
        var word = like.IgnoreCase ? "ILIKE" : "LIKE";
        var escape = like.Escape is null ? string.Empty : $" ESCAPE {Text(like.Escape)}";
        var tests = like.Patterns.Select(pattern => $"({operand} {word} {Text(pattern)}{escape})");
        var sql = string.Join(like.Quantifier == Quantifier.All ? " AND " : " OR ", tests);
        return Boolean(like.Negated ? $"(NOT ({sql}))" : $"({sql})");
    }
}
